package io.globohub.agent.cli;

import io.globohub.agent.report.HostHistory;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.json.Json;
import io.globohub.common.state.Failure;
import io.globohub.common.state.StepReport;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what happened on this host. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Show what happened on this host, from its own disk; needs neither the agent nor the controller.")
public final class HistoryCommand implements Callable<Integer> {
    private static final int EVIDENCE_SHOWN = 8;

    private final Map<String, String> environment;

    @Mixin
    private HostOptions options;

    @Option(names = "--app", description = "only of this app")
    private String app;

    @Option(
            names = {"-n", "--limit"},
            description = "events at most (default: ${DEFAULT-VALUE})")
    private int limit = 50;

    @Option(names = "--steps", description = "with the steps of each deployment and all evidence")
    private boolean steps;

    @Option(
            names = {"-o", "--output"},
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.table;

    @Spec
    private CommandSpec spec;

    public HistoryCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<AgentEvent> all =
                HostHistory.read(options.load(environment).layout().history(), Integer.MAX_VALUE);
        List<AgentEvent> wanted = all.stream()
                .filter(event -> app == null
                        || (event.app() != null && event.app().value().equals(app)))
                .toList();
        List<AgentEvent> shown = wanted.subList(Math.max(0, wanted.size() - limit), wanted.size());
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(Json.writePretty(shown));
        } else {
            shown.forEach(event -> line(out, event));
        }
        out.flush();
        return ExitCode.OK.number();
    }

    private void line(PrintWriter out, AgentEvent event) {
        out.printf(
                "%s  %-22s %-12s %s%s%n",
                event.at().truncatedTo(ChronoUnit.SECONDS),
                event.kind().code(),
                event.app() == null ? "" : event.app(),
                event.message(),
                event.actor() == null ? "" : " (" + event.actor() + ")");
        if (event.deployment() != null && steps) {
            for (StepReport step : event.deployment().steps()) {
                out.printf(
                        "    %-12s %-8s %6.2f s  %s%n",
                        step.step(), step.outcome(), step.durationSeconds(), step.detail());
            }
        }
        Failure failure = event.failure();
        if (failure != null) {
            out.printf(
                    "    reason: %s. try: %s%n",
                    failure.reason().code(), failure.reason().remedy());
            List<String> evidence = failure.evidence();
            int from = steps ? 0 : Math.max(0, evidence.size() - EVIDENCE_SHOWN);
            evidence.subList(from, evidence.size()).forEach(line -> out.printf("    | %s%n", line));
        }
    }
}
