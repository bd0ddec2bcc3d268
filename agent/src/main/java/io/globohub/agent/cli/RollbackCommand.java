package io.globohub.agent.cli;

import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Phase;
import io.globohub.common.time.Sleeper;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes back to a version that is still on this host's disk; needs no controller. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Go back to the version that served before, or to another one on this host's disk. Works with"
                + " the controller away; holds until the controller assigns something new.")
public final class RollbackCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, String> environment;

    @Mixin
    private HostOptions options;

    @Parameters(index = "0", paramLabel = "APP", description = "the app")
    private String app;

    @Option(names = "--to", paramLabel = "VERSION", description = "the version (default: what served before)")
    private String version;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "how long to wait (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds = 120;

    @Spec
    private CommandSpec spec;

    public RollbackCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        RunningAgent agent = new RunningAgent(options.load(environment));
        AppName name = new AppName(app);
        String before = lastDeployment(agent, name).map(DeploymentReport::id).orElse("");
        ControlReply reply = agent.ask(new ControlRequest(
                ControlRequest.Command.ROLLBACK,
                name,
                version == null ? null : new Version(version),
                RunningAgent.actor(environment),
                null,
                null));
        PrintWriter out = spec.commandLine().getOut();
        out.println(reply.message());
        out.flush();
        return await(agent, name, before, out);
    }

    private int await(RunningAgent agent, AppName name, String before, PrintWriter out)
            throws CommandFailure, InterruptedException {
        for (long waited = 0; waited < timeoutSeconds * 1000L; waited += POLL.toMillis()) {
            Optional<AppObservation> seen = observation(agent, name);
            Optional<DeploymentReport> last = seen.map(AppObservation::deployment);
            if (last.isPresent()
                    && last.get().outcome() != null
                    && !last.get().id().equals(before)) {
                if (last.get().outcome() != DeploymentReport.Outcome.SUCCEEDED) {
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            last.get().failure().reason().code(),
                            last.get().failure().detail(),
                            last.get().failure().reason().remedy());
                }
                out.println(last.get().manifestId() + " serves");
                return ExitCode.OK.number();
            }
            boolean alreadyThere = seen.filter(app -> app.phase() == Phase.SERVING
                            && app.override() != null
                            && app.override().equals(app.active())
                            && app.running() != null
                            && app.override().equals(app.running().manifestId()))
                    .isPresent();
            if (alreadyThere) {
                out.println(seen.get().active() + " serves");
                return ExitCode.OK.number();
            }
            Sleeper.real().sleep(POLL);
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                "timeout",
                "not done after " + timeoutSeconds + " s; it goes on",
                "globohub-agent status");
    }

    private static Optional<DeploymentReport> lastDeployment(RunningAgent agent, AppName name) throws CommandFailure {
        return observation(agent, name).map(AppObservation::deployment);
    }

    private static Optional<AppObservation> observation(RunningAgent agent, AppName name) throws CommandFailure {
        return agent.ask(ControlRequest.status()).observation().apps().stream()
                .filter(seen -> seen.app().equals(name))
                .findFirst();
    }
}
