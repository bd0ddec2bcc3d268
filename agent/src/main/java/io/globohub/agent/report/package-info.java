/**
 * What this host says about itself: its events, kept until they are in the ledger, and its numbers.
 *
 * <p>Nothing here speaks to a controller or decides anything. Start reading at
 * {@link io.globohub.agent.report.EventRecorder} for events and {@link io.globohub.agent.report.HostSampler} for
 * numbers.
 */
package io.globohub.agent.report;
