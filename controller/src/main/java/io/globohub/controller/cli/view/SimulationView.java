package io.globohub.controller.cli.view;

import io.globohub.common.json.Json;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import io.globohub.controller.cli.simulate.Latencies.Spread;
import io.globohub.controller.cli.simulate.Summary;
import io.globohub.controller.cli.simulate.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a simulation goes and went. */
public final class SimulationView {
    private SimulationView() {}

    public static Result sheet(Summary summary) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Facts("", facts(summary)));
        parts.add(new Part.Facts("Failed requests", failures(summary.failures())));
        return new Result.Sheet(Json.toTree(summary), "simulation", parts);
    }

    private static List<Fact> facts(Summary summary) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("hosts", summary.enrolled() + " of " + summary.agents() + " enrolled"));
        facts.add(Fact.of("time", number(summary.seconds()) + " s"));
        facts.add(Fact.of("enrolments", spread(summary.enrolments())));
        facts.add(Fact.of("check-ins", spread(summary.checkins())));
        facts.add(Fact.of("check-ins a second", number(summary.checkinsPerSecond())));
        facts.add(Fact.of("long polls", summary.polls() + " answered, " + summary.waiting() + " open"));
        facts.add(Fact.of(
                "largest publish",
                summary.fanOut() == null
                        ? null
                        : summary.fanOut().hosts() + " hosts told within "
                                + number(summary.fanOut().seconds()) + " s"));
        facts.add(Fact.of(
                "deployments",
                summary.deploymentsSucceeded() + " succeeded, " + summary.deploymentsFailed() + " failed"));
        facts.add(Fact.of("events", summary.events() + " acknowledged"));
        facts.add(Fact.of("silences", summary.silences()));
        return facts;
    }

    private static List<Fact> failures(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .map(failure -> Fact.of(failure.getKey(), failure.getValue(), Tone.BAD))
                .toList();
    }

    private static String spread(Spread spread) {
        return spread.count() == 0
                ? "none"
                : spread.count() + "; p50 " + number(spread.p50Millis()) + " ms, p99 " + number(spread.p99Millis())
                        + " ms, longest " + number(spread.maxMillis()) + " ms";
    }

    /** One line on how it goes. */
    public static String line(Window window, Summary summary) {
        return "enrolled " + window.enrolled() + "/" + summary.agents() + ", check-ins " + spread(window.checkins())
                + ", " + window.waiting() + " polls open, told " + window.told() + ", deployed "
                + summary.deploymentsSucceeded() + " (" + summary.deploymentsFailed() + " failed), failed requests "
                + window.failures();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }
}
