package io.globohub.common.manifest;

/**
 * When an app that died is started again.
 *
 * @param initialBackoffSeconds wait before the second restart in a row (the first is immediate)
 * @param maxBackoffSeconds cap of the doubling wait
 * @param maxRestarts restarts allowed within {@code windowSeconds}; one more is a crash loop
 * @param windowSeconds the window those restarts are counted in
 * @param crashLoopRetrySeconds wait before a crash-looping app is tried once more
 */
public record RestartPolicy(
        int initialBackoffSeconds,
        int maxBackoffSeconds,
        int maxRestarts,
        int windowSeconds,
        int crashLoopRetrySeconds) {

    public static final RestartPolicy DEFAULT = new RestartPolicy(1, 60, 5, 300, 300);

    public RestartPolicy {
        Checks.between("restart.initial_backoff_seconds", initialBackoffSeconds, 1, 3600);
        Checks.between("restart.max_backoff_seconds", maxBackoffSeconds, initialBackoffSeconds, 86400);
        Checks.between("restart.max_restarts", maxRestarts, 1, 1000);
        Checks.between("restart.window_seconds", windowSeconds, 1, 86400);
        Checks.between("restart.crash_loop_retry_seconds", crashLoopRetrySeconds, 1, 86400);
    }
}
