package io.globohub.common.state;

import java.time.Instant;

/**
 * The latest probe of an app.
 *
 * @param consecutiveFailures bad probes in a row, 0 after a good one
 * @param detail what was answered or what went wrong, for people
 */
public record ProbeReport(
        Instant at, boolean healthy, int consecutiveFailures, double durationSeconds, String detail) {}
