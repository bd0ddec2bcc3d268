package io.globohub.controller.cli.view;

import io.globohub.common.protocol.HostPlan;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import java.util.List;
import java.util.Set;

/** What a host's agent has to do. Pure. */
public final class HostPlanView {
    private static final List<Column> COLUMNS = List.of(
            Column.key("APP"),
            Column.of("ACTION", 95),
            Column.of("FROM", 80),
            Column.of("TO", 85),
            Column.of("STEPS", 60),
            Column.of("DETAIL", 70),
            Column.of("WAITS FOR", 90));

    private static final Set<String> IDLE = Set.of("none", "unwished");

    private HostPlanView() {}

    public static Result sheet(Fetched<HostPlan> fetched) {
        HostPlan plan = fetched.value();
        String seen = plan.observedGeneration() < 0
                ? "the agent has not checked in yet"
                : "generation " + plan.generation() + " desired, " + plan.observedGeneration() + " observed";
        long open = toDo(plan);
        String all = open == 0 ? "nothing to do" : open + " to do";
        Part facts = new Part.Facts(
                "",
                List.of(
                        Fact.of("host", plan.host(), Tone.STRONG),
                        Fact.of("state", seen),
                        Fact.of("plan", all, open == 0 ? Tone.GOOD : Tone.WARNING)));
        return new Result.Sheet(
                fetched.body(),
                plan.host(),
                List.of(
                        facts,
                        new Part.Table(
                                "Changes",
                                new Grid(
                                        COLUMNS,
                                        plan.changes().stream()
                                                .map(HostPlanView::row)
                                                .toList()))));
    }

    /** How many apps its agent has to do something about; one that is as wished is listed all the same. */
    public static long toDo(HostPlan plan) {
        return plan.changes().stream()
                .filter(change -> !IDLE.contains(change.action()))
                .count();
    }

    private static List<Cell> row(HostPlan.Change change) {
        return List.of(
                Cell.of(change.app()),
                Cell.of(change.action()),
                Cell.of(change.from() == null ? null : change.from().version()),
                Cell.of(change.to() == null ? null : change.to().version()),
                Cell.of(String.join(" ", change.steps())),
                Cell.of(change.detail()),
                Cell.of(change.waitsFor(), Tone.WARNING));
    }
}
