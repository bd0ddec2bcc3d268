/**
 * The fleet as it is: what was seen last of each host, how old that is, how it differs from what is wished, and why.
 *
 * <p>Desired (assignments), installed ({@code active}) and running (what the process says) are three facts; {@link
 * io.globohub.controller.fleet.DriftCalculator} compares them and nothing here ever fills one from another. {@link
 * io.globohub.controller.fleet.LiveFleet} holds the last word of every host in memory.
 */
package io.globohub.controller.fleet;
