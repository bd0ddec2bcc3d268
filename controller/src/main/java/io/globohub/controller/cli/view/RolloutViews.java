package io.globohub.controller.cli.view;

import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutPlan.PlannedHost;
import io.globohub.common.protocol.RolloutView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import io.globohub.controller.cli.progress.RolloutProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Plans and rollouts. */
public final class RolloutViews {
    private static final List<Column> PLANNED = List.of(
            Column.key("HOST"),
            Column.number("BATCH", 70),
            Column.of("ACTION", 90),
            Column.of("FROM", 60),
            Column.of("DETAIL", 50));
    private static final List<Column> LIST = List.of(
            Column.key("ROLLOUT"),
            Column.of("STATUS", 90),
            Column.of("WHAT", 80),
            Column.of("HOSTS", 70),
            Column.of("AGE", 50),
            Column.of("BY", 40),
            Column.of("REASON", 60),
            Column.of("COMMENT", 20));
    private static final List<Column> HOSTS = List.of(
            Column.key("HOST"),
            Column.number("BATCH", 60),
            Column.of("STATUS", 90),
            Column.of("TOOK", 40),
            Column.of("REASON", 80),
            Column.of("DETAIL", 50));

    private RolloutViews() {}

    /** What a rollout would do. */
    public static Result plan(Fetched<RolloutPlan> fetched) {
        RolloutPlan plan = fetched.value();
        List<PlannedHost> hosts = plan.hosts() == null ? List.of() : plan.hosts();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Facts(
                "",
                List.of(
                        Fact.of("plan", plan.app() + (plan.version() == null ? "" : " " + plan.version()), Tone.STRONG),
                        Fact.of("goal", Humane.word(plan.goal())),
                        Fact.of("manifest", plan.manifestId()),
                        Fact.of(
                                "hosts",
                                plan.selector() == null || plan.selector().isEmpty() ? "all" : plan.selector()),
                        Fact.of(
                                "changes",
                                Humane.count(plan.changes(), "host") + " in " + plan.batches()
                                        + (plan.batches() == 1 ? " batch" : " batches")))));
        parts.add(new Part.Table(
                "",
                new Grid(
                        PLANNED,
                        hosts.stream()
                                .map(host -> List.of(
                                        Cell.of(host.name()),
                                        Cell.of(host.batch() == 0 ? "" : host.batch()),
                                        Cell.of(host.action(), toneOf(host.action())),
                                        Cell.of(host.from()),
                                        Cell.of(host.detail())))
                                .toList())));
        if (plan.warnings() != null && !plan.warnings().isEmpty()) {
            parts.add(new Part.Lines("Warnings", plan.warnings()));
        }
        return new Result.Sheet(fetched.body(), String.valueOf(plan.manifestId()), parts);
    }

    private static Tone toneOf(String action) {
        return "skip".equals(action) ? Tone.WARNING : "none".equals(action) ? Tone.QUIET : Tone.PLAIN;
    }

    public static Result list(Fetched<List<RolloutView>> rollouts, Instant now) {
        return new Result.Listing(
                rollouts.body(),
                new Grid(
                        LIST,
                        rollouts.value().stream()
                                .map(rollout -> List.of(
                                        Cell.of(rollout.id()),
                                        Cell.of(
                                                Humane.word(rollout.status()),
                                                RolloutProgress.toneOf(rollout.status())),
                                        Cell.of(RolloutProgress.subject(rollout)),
                                        Cell.of(counts(rollout)),
                                        Cell.age(rollout.createdAt(), now),
                                        Cell.of(rollout.createdBy()),
                                        Cell.of(rollout.reason()),
                                        Cell.of(rollout.comment())))
                                .toList()));
    }

    private static String counts(RolloutView rollout) {
        return rollout.counts() == null
                ? ""
                : rollout.counts().entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** One rollout with its hosts. */
    public static Result sheet(Fetched<RolloutView> fetched, Instant now) {
        RolloutView rollout = fetched.value();
        Instant end = rollout.endedAt() == null ? now : rollout.endedAt();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Facts(
                "",
                List.of(
                        Fact.of("rollout", rollout.id(), Tone.STRONG),
                        Fact.of("what", RolloutProgress.subject(rollout)),
                        Fact.of("status", Humane.word(rollout.status()), RolloutProgress.toneOf(rollout.status())),
                        Fact.of("reason", rollout.reason()),
                        Fact.of("detail", rollout.detail()),
                        Fact.of("manifest", rollout.manifestId()),
                        Fact.of("hosts", counts(rollout)),
                        Fact.of("batch", rollout.batch() + "/" + rollout.batches()),
                        Fact.of("started", Humane.time(rollout.createdAt()) + by(rollout)),
                        Fact.of(
                                "took",
                                rollout.createdAt() == null
                                        ? null
                                        : Humane.duration(Duration.between(rollout.createdAt(), end))),
                        Fact.of("comment", rollout.comment()))));
        if (rollout.hosts() != null) {
            parts.add(new Part.Table("", new Grid(HOSTS, hosts(rollout, now))));
            rollout.hosts().stream()
                    .filter(host -> host.evidence() != null && !host.evidence().isEmpty())
                    .forEach(host -> parts.add(new Part.Lines("Evidence from " + host.name(), host.evidence())));
        }
        return new Result.Sheet(fetched.body(), rollout.id(), parts);
    }

    private static String by(RolloutView rollout) {
        return rollout.createdBy() == null ? "" : " by " + rollout.createdBy();
    }

    private static List<List<Cell>> hosts(RolloutView rollout, Instant now) {
        return rollout.hosts().stream()
                .map(host -> List.of(
                        Cell.of(host.name()),
                        Cell.of(host.batch() == 0 ? "" : host.batch()),
                        Cell.of(Humane.word(host.status()), RolloutProgress.toneOf(host.status())),
                        Cell.of(
                                host.startedAt() == null
                                        ? null
                                        : Humane.age(host.startedAt(), host.endedAt() == null ? now : host.endedAt())),
                        Cell.of(host.reason()),
                        Cell.of(host.detail())))
                .toList();
    }
}
