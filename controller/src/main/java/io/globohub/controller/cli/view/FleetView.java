package io.globohub.controller.cli.view;

import io.globohub.common.protocol.FleetSummary;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The fleet on one screen. */
public final class FleetView {
    private static final List<Column> VERSIONS = List.of(
            Column.key("APP"), Column.of("VERSION", 95), Column.number("RUNNING", 90), Column.number("DESIRED", 80));
    private static final List<Column> ROLLOUTS =
            List.of(Column.key("ROLLOUT"), Column.of("WHAT", 80), Column.of("STATUS", 90), Column.of("BATCH", 60));

    private FleetView() {}

    public static Result sheet(Fetched<FleetSummary> fetched, Instant now) {
        FleetSummary fleet = fetched.value();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Facts("", facts(fleet, now)));
        parts.add(new Part.Table("Versions", new Grid(VERSIONS, versions(fleet))));
        parts.add(new Part.Table("Rollouts", new Grid(ROLLOUTS, rollouts(fleet))));
        return new Result.Sheet(fetched.body(), "fleet", parts);
    }

    private static List<Fact> facts(FleetSummary fleet, Instant now) {
        int fresh = number(fleet.freshness(), "fresh");
        int lost = number(fleet.freshness(), "lost");
        Tone tone = lost > 0 ? Tone.BAD : fresh == fleet.hosts() ? Tone.GOOD : Tone.WARNING;
        int drifting = sum(fleet.drift());
        return List.of(
                Fact.of(
                        "hosts",
                        fleet.hosts() + (fleet.hosts() == 0 ? "" : " (" + words(fleet.freshness()) + ")"),
                        tone),
                Fact.of("drift", drifting == 0 ? "none" : words(fleet.drift()), drifting == 0 ? Tone.GOOD : Tone.BAD),
                Fact.of(
                        "oldest check-in",
                        fleet.oldestCheckinAt() == null ? null : Humane.age(fleet.oldestCheckinAt(), now) + " ago"));
    }

    private static List<List<Cell>> versions(FleetSummary fleet) {
        List<FleetSummary.VersionCount> versions = fleet.versions() == null ? List.of() : fleet.versions();
        return versions.stream()
                .map(version -> List.of(
                        Cell.of(version.app()),
                        Cell.of(version.version()),
                        Cell.of(version.running(), version.running() == version.desired() ? Tone.GOOD : Tone.WARNING),
                        Cell.of(version.desired())))
                .toList();
    }

    private static List<List<Cell>> rollouts(FleetSummary fleet) {
        return fleet.rollouts() == null
                ? List.of()
                : fleet.rollouts().stream()
                        .map(rollout -> List.of(
                                Cell.of(rollout.id()),
                                Cell.of(RolloutProgress.subject(rollout)),
                                Cell.of(Humane.word(rollout.status()), RolloutProgress.toneOf(rollout.status())),
                                Cell.of(rollout.batch() + "/" + rollout.batches())))
                        .toList();
    }

    /** App placements that are not as desired. */
    public static int drifting(FleetSummary fleet) {
        return sum(fleet.drift());
    }

    /** Hosts that have not been heard of for long. */
    public static int lost(FleetSummary fleet) {
        return number(fleet.freshness(), "lost");
    }

    private static int number(Map<String, Integer> counts, String name) {
        return counts == null ? 0 : counts.getOrDefault(name, 0);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts == null
                ? 0
                : counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String words(Map<String, Integer> counts) {
        return counts == null
                ? ""
                : counts.entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }
}
