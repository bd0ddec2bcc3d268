package io.globohub.agent.selftest;

import java.util.List;

/**
 * One change during which the agent was to be killed, and how it ended.
 *
 * @param point where it was to be killed
 * @param kills how often it was: some points come to pass only sometimes
 * @param broken the promises that were not kept, in sentences; evidence last
 * @param seconds how long it took
 */
public record Trial(Scenario scenario, KillPoint point, int kills, List<String> broken, double seconds) {
    public Trial {
        broken = List.copyOf(broken);
    }

    public boolean isGood() {
        return broken.isEmpty();
    }
}
