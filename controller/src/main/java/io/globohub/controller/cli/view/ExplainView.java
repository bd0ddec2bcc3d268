package io.globohub.controller.cli.view;

import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.Explanation.AppExplanation;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a host is as it is. */
public final class ExplainView {
    private static final List<Column> STEPS = List.of(
            Column.key("STEP"), Column.of("OUTCOME", 90), Column.number("SECONDS", 60), Column.of("DETAIL", 70));

    private ExplainView() {}

    public static Result sheet(Fetched<Explanation> fetched, Instant now) {
        Explanation explanation = fetched.value();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Facts(
                "",
                List.of(
                        Fact.of("host", explanation.host(), Tone.STRONG),
                        Fact.of("freshness", Humane.word(explanation.freshness())),
                        Fact.of(
                                "seen",
                                explanation.lastSeenAt() == null
                                        ? "never"
                                        : Humane.age(explanation.lastSeenAt(), now) + " ago"))));
        if (explanation.apps() != null) {
            explanation.apps().forEach(app -> parts.addAll(app(app, now)));
        }
        return new Result.Sheet(fetched.body(), explanation.host(), parts);
    }

    private static List<Part> app(AppExplanation app, Instant now) {
        List<Part> parts = new ArrayList<>();
        List<String> chain = new ArrayList<>();
        chain.add(app.verdict());
        if (app.chain() != null) {
            app.chain().forEach(fact -> chain.add("  " + fact));
        }
        parts.add(new Part.Lines(app.app().value(), chain));
        List<Fact> facts = new ArrayList<>();
        if (app.failure() != null) {
            facts.add(Fact.of(
                    "reason",
                    app.failure().reason().code() + ": " + app.failure().detail(),
                    Tone.BAD));
        }
        facts.add(Fact.of("try", app.remedy()));
        facts.add(Fact.of("next", next(app, now)));
        parts.add(new Part.Facts("", facts));
        if (app.failure() != null) {
            parts.add(new Part.Lines("Evidence", app.failure().evidence()));
        }
        if (app.steps() != null) {
            parts.add(new Part.Table(
                    "Steps of the last deployment",
                    new Grid(
                            STEPS,
                            app.steps().stream()
                                    .map(step -> List.of(
                                            Cell.of(step.step()),
                                            Cell.of(
                                                    step.outcome(),
                                                    "failed".equals(step.outcome()) ? Tone.BAD : Tone.PLAIN),
                                            Cell.of(String.format(Locale.ROOT, "%.2f", step.durationSeconds())),
                                            Cell.of(step.detail())))
                                    .toList())));
        }
        return parts;
    }

    private static String next(AppExplanation app, Instant now) {
        if (app.nextAction() == null || app.nextActionAt() == null || !now.isBefore(app.nextActionAt())) {
            return app.nextAction();
        }
        return app.nextAction() + " (in " + Humane.age(now, app.nextActionAt()) + ")";
    }
}
