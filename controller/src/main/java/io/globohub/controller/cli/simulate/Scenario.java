package io.globohub.controller.cli.simulate;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a simulated fleet behaves. Shares are from 0 to 1.
 *
 * @param agents how many hosts
 * @param prefix of their names, which end in a number
 * @param labels of every host, beside {@code zone}
 * @param ramp time over which the hosts enrol
 * @param slowShare hosts whose requests dribble in, as over a bad line
 * @param flappingShare hosts that fall silent for a while, again and again
 * @param deployment how long a deployment takes on average; each takes between half and one and a half of it
 * @param failureShare deployments that fail
 * @param seed makes two runs alike
 */
public record Scenario(
        int agents,
        String prefix,
        Map<String, String> labels,
        Duration ramp,
        double slowShare,
        double flappingShare,
        Duration deployment,
        double failureShare,
        long seed) {
    public static final int MOST_AGENTS = 100_000;

    public Scenario {
        if (agents < 1 || agents > MOST_AGENTS) {
            throw new IllegalArgumentException("--agents must be between 1 and " + MOST_AGENTS);
        }
        if (!prefix.matches("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,199})?")) {
            throw new IllegalArgumentException("--prefix may hold only letters, digits, '.' and '-'");
        }
        labels = Map.copyOf(new TreeMap<>(labels));
        mustBeShare("--slow", slowShare);
        mustBeShare("--flapping", flappingShare);
        mustBeShare("--failure-rate", failureShare);
        if (ramp.isNegative() || deployment.isNegative()) {
            throw new IllegalArgumentException("--ramp and --deployment must not be negative");
        }
    }

    private static void mustBeShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be a share from 0 to 1, such as 0.01");
        }
    }

    /** The name of one host, {@code number} from 1. */
    String name(int number) {
        return prefix + "-"
                + String.format("%0" + Math.max(5, String.valueOf(agents).length()) + "d", number);
    }
}
