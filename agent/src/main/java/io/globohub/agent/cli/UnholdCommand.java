package io.globohub.agent.cli;

import io.globohub.agent.control.ControlRequest;
import io.globohub.common.manifest.AppName;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lifts a hold. */
@Command(
        name = "unhold",
        mixinStandardHelpOptions = true,
        description = "Lift the hold of an app (or of all) on this host.")
public final class UnholdCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin
    private HostOptions options;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "the app (default: all)")
    private String app;

    @Spec
    private CommandSpec spec;

    public UnholdCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws CommandFailure {
        String message = new RunningAgent(options.load(environment))
                .ask(new ControlRequest(
                        ControlRequest.Command.UNHOLD,
                        app == null ? null : new AppName(app),
                        null,
                        RunningAgent.actor(environment),
                        null,
                        null))
                .message();
        spec.commandLine().getOut().println(message);
        return ExitCode.OK.number();
    }
}
