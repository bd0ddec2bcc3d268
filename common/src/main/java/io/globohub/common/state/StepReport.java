package io.globohub.common.state;

/**
 * One step of a deployment as it went.
 *
 * @param step its name, for example {@code fetch}
 * @param outcome {@code done}, {@code skipped} (already satisfied), {@code failed} or {@code undone}
 */
public record StepReport(String step, String outcome, double durationSeconds, String detail) {}
