package io.globohub.agent.cli;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Failure;
import io.globohub.common.state.HostObservation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what runs on this host. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show what runs on this host, asked of the running agent; works with the controller away.")
public final class StatusCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;

    @Mixin
    private HostOptions options;

    @Option(
            names = {"-o", "--output"},
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.table;

    @Spec
    private CommandSpec spec;

    public StatusCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws CommandFailure {
        AgentConfig config = options.load(environment);
        ControlReply reply = new RunningAgent(config).ask(ControlRequest.status());
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.json) {
            out.println(Json.writePretty(reply));
        } else {
            table(out, reply);
        }
        out.flush();
        return ExitCode.OK.number();
    }

    private void table(PrintWriter out, ControlReply reply) {
        HostObservation seen = reply.observation();
        ControlReply.UplinkStatus uplink = reply.uplink();
        out.printf("agent       %s, up %s%n", seen.agentVersion(), age(seen.startedAt()));
        out.printf(
                "controller  %s since %s ago%s, %d events waiting%n",
                uplink.state(),
                age(uplink.since()),
                uplink.detail() == null ? "" : " (" + uplink.detail() + ")",
                uplink.waitingEvents());
        out.printf("generation  %d%n", seen.observedGeneration());
        out.printf("python      %s%n", seen.python() == null ? "none found" : seen.python());
        out.printf(
                "groups      %s%n",
                reply.withoutGroups() == null ? "each app has its own" : "none: " + reply.withoutGroups());
        if (seen.apps().isEmpty()) {
            out.println("no app was assigned to this host yet");
            return;
        }
        out.println();
        out.printf(
                "%-16s %-11s %-12s %-12s %-8s %-9s %s%n",
                "APP", "PHASE", "INSTALLED", "RUNNING", "PID", "RESTARTS", "LISTENS ON");
        for (AppObservation app : seen.apps()) {
            line(out, app);
        }
    }

    private void line(PrintWriter out, AppObservation app) {
        out.printf(
                "%-16s %-11s %-12s %-12s %-8s %-9d %s%n",
                app.app(),
                app.phase().name().toLowerCase(Locale.ROOT),
                version(app.active()),
                app.running() == null ? "-" : version(app.running().manifestId()),
                app.running() == null ? "-" : Long.toString(app.running().pid()),
                app.restarts(),
                app.running() == null ? "-" : app.running().bind());
        if (app.override() != null) {
            out.printf("    chosen on this host: %s, until the controller decides anew%n", version(app.override()));
        }
        if (app.hold() != null) {
            out.printf("    held by %s: %s%n", app.hold().owner(), app.hold().reason());
        }
        if (app.deployment() != null && app.deployment().outcome() == null) {
            out.printf(
                    "    deploying %s: %s%n",
                    app.deployment().manifestId(), app.deployment().step());
        }
        Failure failure = app.failure();
        if (failure != null) {
            out.printf(
                    "    %s: %s%n    try: %s%n",
                    failure.reason().code(), failure.detail(), failure.reason().remedy());
        }
    }

    private static String version(ManifestId id) {
        return id == null ? "-" : id.version().value();
    }

    private String age(Instant since) {
        long seconds = Math.max(0, Duration.between(since, clock.instant()).toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
