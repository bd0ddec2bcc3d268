package io.globohub.controller.cli.progress;

import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.RolloutHost;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Paint;
import io.globohub.controller.cli.output.Plain;
import io.globohub.controller.cli.output.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rollout as a block of lines for a terminal: bar, batches, counts, gate, the last failures. Pure. */
public final class RolloutProgress {
    private static final int FAILURES_SHOWN = 5;
    private static final int BAR = 30;

    private RolloutProgress() {}

    /** The block at {@code now}; no line is longer than {@code width} columns. */
    public static List<String> lines(RolloutView rollout, Instant now, int width, Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(title(rollout, width, paint));
        lines.add(bar(rollout, width, paint));
        lines.add(counts(rollout, width, paint));
        gate(rollout, now).ifPresent(gate -> lines.add(paint.apply(Tone.QUIET, Plain.cut(gate, width))));
        failures(rollout).forEach(failure -> lines.add(paint.apply(Tone.BAD, Plain.cut(failure, width))));
        return List.copyOf(lines);
    }

    private static String title(RolloutView rollout, int width, Paint paint) {
        String status = word(rollout.status());
        String what = Plain.text(rollout.id() + "  " + subject(rollout));
        if (Plain.width(status) + 3 > width) {
            return paint.apply(toneOf(rollout.status()), Plain.cut(status, width));
        }
        String line = Plain.cut(what, width - Plain.width(status) - 2);
        return paint.apply(Tone.STRONG, line) + "  " + paint.apply(toneOf(rollout.status()), status);
    }

    /** What a rollout is about, in a few words. */
    public static String subject(RolloutView rollout) {
        String version = rollout.version() == null ? "" : " " + rollout.version();
        String goal = rollout.goal() == null ? "running" : word(rollout.goal());
        boolean isRestart = goal.equals("running") && rollout.manifestId() == null;
        return (isRestart ? "restart of " : "") + rollout.app() + version
                + (goal.equals("running") ? "" : " (" + goal + ")") + " on "
                + (rollout.selector() == null || rollout.selector().isEmpty() ? "all hosts" : rollout.selector());
    }

    private static String bar(RolloutView rollout, int width, Paint paint) {
        int total = total(rollout);
        int settled = settled(rollout);
        String text = " " + settled + "/" + Humane.count(total, "host") + "  batch " + rollout.batch() + "/"
                + rollout.batches();
        int length = Math.min(BAR, width - Plain.width(text) - 2);
        if (length < 5) {
            return Plain.cut(text.strip(), width);
        }
        int full = total == 0 ? 0 : (int) ((long) length * settled / total);
        return "[" + paint.apply(Tone.GOOD, "█".repeat(full)) + "░".repeat(length - full) + "]" + text;
    }

    private static String counts(RolloutView rollout, int width, Paint paint) {
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (HostStatus status : HostStatus.values()) {
            int number = count(rollout, status);
            if (number > 0) {
                String part = sign(status) + " " + number + " " + word(status);
                int needed = Plain.width(part) + (used == 0 ? 0 : 2);
                if (used + needed > width) {
                    break;
                }
                line.append(used == 0 ? "" : "  ").append(paint.apply(toneOf(status), part));
                used += needed;
            }
        }
        return line.toString();
    }

    private static java.util.Optional<String> gate(RolloutView rollout, Instant now) {
        List<String> parts = new ArrayList<>();
        if (rollout.awaitingPromotion()) {
            parts.add("canary waits for: globohub rollout promote " + rollout.id());
        } else if (rollout.gateOpensAt() != null && now.isBefore(rollout.gateOpensAt())) {
            parts.add("gate opens in " + Humane.duration(Duration.between(now, rollout.gateOpensAt())));
        }
        if (rollout.deadlineAt() != null && !rollout.status().isFinished()) {
            parts.add("deadline in " + Humane.duration(Duration.between(now, rollout.deadlineAt())));
        }
        if (rollout.detail() != null && !rollout.detail().isBlank()) {
            parts.add(Plain.text(rollout.detail()));
        }
        return parts.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(String.join(" · ", parts));
    }

    private static Stream<String> failures(RolloutView rollout) {
        List<RolloutHost> failed = hosts(rollout)
                .filter(host -> host.status() == HostStatus.FAILED || host.status() == HostStatus.ROLLED_BACK)
                .filter(host -> host.reason() != null)
                .toList();
        return failed.subList(Math.max(0, failed.size() - FAILURES_SHOWN), failed.size()).stream()
                .map(RolloutProgress::failure);
    }

    /** One failed host with its reason, in one line. */
    public static String failure(RolloutHost host) {
        String why = Stream.of(host.reason(), host.detail())
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining(": "));
        return Plain.text("✖ " + host.name() + "  " + why);
    }

    static Stream<RolloutHost> hosts(RolloutView rollout) {
        return rollout.hosts() == null ? Stream.empty() : rollout.hosts().stream();
    }

    private static int total(RolloutView rollout) {
        return counts(rollout).values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int settled(RolloutView rollout) {
        return count(rollout, HostStatus.DONE)
                + count(rollout, HostStatus.FAILED)
                + count(rollout, HostStatus.SKIPPED)
                + count(rollout, HostStatus.ROLLED_BACK);
    }

    private static int count(RolloutView rollout, HostStatus status) {
        return counts(rollout).getOrDefault(status.name().toLowerCase(Locale.ROOT), 0);
    }

    private static Map<String, Integer> counts(RolloutView rollout) {
        return rollout.counts() == null ? Map.of() : rollout.counts();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String sign(HostStatus status) {
        return switch (status) {
            case WAITING -> "·";
            case UPDATING -> "↻";
            case BAKING -> "◔";
            case DONE -> "✔";
            case FAILED -> "✖";
            case SKIPPED -> "–";
            case ROLLING_BACK -> "↺";
            case ROLLED_BACK -> "↩";
        };
    }

    /** What a host's place in a rollout means. */
    public static Tone toneOf(HostStatus status) {
        return switch (status) {
            case WAITING, SKIPPED -> Tone.QUIET;
            case UPDATING, BAKING -> Tone.PLAIN;
            case DONE -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case ROLLING_BACK, ROLLED_BACK -> Tone.WARNING;
        };
    }

    /** What a rollout's state means. */
    public static Tone toneOf(RolloutView.Status status) {
        return switch (status) {
            case RUNNING -> Tone.PLAIN;
            case PAUSED, ROLLING_BACK, ABORTED -> Tone.WARNING;
            case SUCCEEDED -> Tone.GOOD;
            case FAILED, ROLLED_BACK -> Tone.BAD;
        };
    }
}
