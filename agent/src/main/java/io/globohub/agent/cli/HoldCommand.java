package io.globohub.agent.cli;

import io.globohub.agent.control.ControlRequest;
import io.globohub.common.manifest.AppName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Freezes apps of this host. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description = "Freeze an app (or all) on this host: nothing but restarts after a crash happens until 'unhold'"
                + " or the hold expires. Works with the controller away.")
public final class HoldCommand implements Callable<Integer> {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    private final Map<String, String> environment;
    private final Clock clock;

    @Mixin
    private HostOptions options;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "the app (default: all)")
    private String app;

    @Option(names = "--reason", required = true, description = "why, for whoever finds it held")
    private String reason;

    @Option(names = "--for", paramLabel = "SPAN", description = "how long: 30m, 2h, 1d (default: until unheld)")
    private String span;

    @Spec
    private CommandSpec spec;

    public HoldCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws CommandFailure {
        Instant until = span == null ? null : clock.instant().plus(parse(span));
        String message = new RunningAgent(options.load(environment))
                .ask(new ControlRequest(
                        ControlRequest.Command.HOLD,
                        app == null ? null : new AppName(app),
                        null,
                        RunningAgent.actor(environment),
                        reason,
                        until))
                .message();
        spec.commandLine().getOut().println(message + (until == null ? "" : " until " + until));
        return ExitCode.OK.number();
    }

    static Duration parse(String span) {
        Matcher parts = SPAN.matcher(span);
        if (!parts.matches()) {
            throw new IllegalArgumentException("--for " + span + ": write 90s, 30m, 2h or 1d");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
