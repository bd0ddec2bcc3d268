package io.globohub.agent.supervise;

import io.globohub.common.manifest.RestartPolicy;

/** How long to wait before the next start: doubling to a cap, with a little jitter. Pure. */
public final class Backoff {
    private static final double JITTER = 0.2;
    private static final int MAX_DOUBLINGS = 30;

    private Backoff() {}

    /**
     * @param streak deaths in a row before this one; 0 is the first, restarted at once
     * @param random from 0 to 1
     * @return milliseconds; grows with {@code streak} up to the policy's cap
     */
    public static long delayMillis(RestartPolicy policy, int streak, double random) {
        if (streak <= 0) {
            return 0;
        }
        long base = (policy.initialBackoffSeconds() * 1000L) << Math.min(streak - 1, MAX_DOUBLINGS);
        long capped = Math.min(base, policy.maxBackoffSeconds() * 1000L);
        // jitter only shortens, so that the cap is a cap
        return Math.round(capped * (1 - JITTER * random));
    }
}
