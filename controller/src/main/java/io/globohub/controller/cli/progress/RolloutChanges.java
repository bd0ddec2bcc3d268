package io.globohub.controller.cli.progress;

import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.RolloutHost;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What happened between two looks at a rollout, one line each: for logs and pipes, where nothing can be redrawn. Pure. */
public final class RolloutChanges {
    private RolloutChanges() {}

    /** @param before null at the first look */
    public static List<String> between(RolloutView before, RolloutView after) {
        List<String> lines = new ArrayList<>();
        if (before == null) {
            lines.add("rollout " + after.id() + ": " + Plain.text(RolloutProgress.subject(after)));
        }
        if (after.batch() > 0 && (before == null || before.batch() != after.batch())) {
            lines.add("batch " + after.batch() + "/" + after.batches());
        }
        Map<String, HostStatus> known = before == null
                ? Map.of()
                : RolloutProgress.hosts(before).collect(Collectors.toMap(RolloutHost::id, RolloutHost::status));
        RolloutProgress.hosts(after)
                .filter(host -> host.status() != known.getOrDefault(host.id(), HostStatus.WAITING))
                .forEach(host -> lines.add(line(host)));
        if (after.awaitingPromotion() && (before == null || !before.awaitingPromotion())) {
            lines.add("canary waits for: globohub rollout promote " + after.id());
        }
        boolean turned = before == null ? after.status().isFinished() : before.status() != after.status();
        if (turned) {
            lines.add("rollout " + Humane.word(after.status()) + because(after.reason(), after.detail()));
        }
        return lines;
    }

    private static String line(RolloutHost host) {
        return Plain.text(host.name()) + " -> " + Humane.word(host.status()) + because(host.reason(), host.detail());
    }

    private static String because(String reason, String detail) {
        if (reason == null && detail == null) {
            return "";
        }
        String both = reason == null ? detail : reason + (detail == null ? "" : ": " + detail);
        return " (" + Plain.text(Objects.requireNonNull(both)) + ")";
    }
}
