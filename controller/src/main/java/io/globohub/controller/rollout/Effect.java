package io.globohub.controller.rollout;

import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.StateKind;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a change means for one host. Pure.
 *
 * @param fetchBytes null when nothing is installed
 * @param environment {@code reused} or {@code built}; null likewise
 * @param restart {@code none}, {@code start}, {@code handover} or {@code stop}
 */
record Effect(Long fetchBytes, String environment, String restart, boolean losesMemory) {
    /** Of a host that stays as it is. */
    static final Effect NOTHING = new Effect(null, null, "none", false);

    static Effect of(PlanInput input, Assignment before, HostFacts facts) {
        AppObservation seen = facts.seen();
        boolean runs = seen != null && seen.running() != null;
        boolean loses = runs && before != null && before.manifest().settings().state() == StateKind.MEMORY;
        if (input.goal() != Goal.RUNNING) {
            return new Effect(null, null, runs ? "stop" : "none", loses);
        }
        String restart = runs ? "handover" : "start";
        if (input.isRestart()) {
            return new Effect(0L, "reused", restart, loses);
        }
        boolean onDisk = has(seen, Set.of(input.manifest().pack().sha256()));
        boolean environment = onDisk || has(seen, input.likeEnvironments());
        return new Effect(
                onDisk ? 0 : input.manifest().pack().sizeBytes(), environment ? "reused" : "built", restart, loses);
    }

    private static boolean has(AppObservation seen, Set<Digest> packs) {
        return seen != null && seen.installed().stream().anyMatch(one -> packs.contains(one.packSha256()));
    }

    /** For people. */
    String detail() {
        List<String> parts = new ArrayList<>();
        if (fetchBytes != null && fetchBytes == 0 && !restart.equals("none")) {
            parts.add("pack is on the disk");
        } else if (fetchBytes != null) {
            parts.add("fetches " + fetchBytes + " bytes");
            parts.add("the environment is " + environment);
        }
        if (losesMemory) {
            parts.add("data that the app keeps in memory are lost");
        }
        return String.join("; ", parts);
    }
}
