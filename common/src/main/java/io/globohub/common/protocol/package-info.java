/**
 * What crosses HTTP: one record for each request and answer, and every address once, in
 * {@link io.globohub.common.protocol.Paths}.
 *
 * <p>Agents speak {@code Enroll…} and {@code Checkin…}; operators' programs speak the rest. Nothing here talks.
 */
package io.globohub.common.protocol;
