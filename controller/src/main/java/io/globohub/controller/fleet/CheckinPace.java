package io.globohub.controller.fleet;

/**
 * How often agents are asked to check in: the more hosts, the more rarely, so that check-ins stay below a thousand a
 * second however large the fleet is. Agents spread theirs by a jitter of their own.
 *
 * @param seconds for a small fleet
 */
public record CheckinPace(int seconds) {
    private static final int MOST_A_SECOND = 1000;

    /** The pause between two check-ins of one of {@code hosts} hosts. */
    public int seconds(int hosts) {
        return Math.max(seconds, hosts / MOST_A_SECOND);
    }

    /**
     * Over how long {@code hosts} hosts that have news at the same moment spread telling them, to the same pace: nothing
     * that a person would notice in a fleet of a hundred, seconds in one of ten thousand.
     */
    public int newsSpreadMillis(int hosts) {
        return hosts * 1000 / MOST_A_SECOND;
    }
}
