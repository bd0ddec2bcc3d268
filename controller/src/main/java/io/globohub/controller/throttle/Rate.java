package io.globohub.controller.throttle;

/**
 * How often something may happen.
 *
 * @param perSecond in the long run
 * @param burst at once, after a pause
 */
public record Rate(double perSecond, int burst) {
    public Rate {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException("a rate must be above 0 per second, and at least one at once");
        }
    }
}
