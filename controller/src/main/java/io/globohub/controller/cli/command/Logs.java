package io.globohub.controller.cli.command;

import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.LogQuery;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.protocol.LogView;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.client.LogCalls;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.shell.Interrupts;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.LogViews;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub logs}: the host's agent sends them; with {@code -f} it goes on until Ctrl-C. */
@Command(
        name = "logs",
        description = "The end of an app's log on one host; -f follows it. Who reads which is recorded.")
public final class Logs implements Verb {
    /** Less than the usual timeout of a request, so that silence is not taken for a controller that is away. */
    private static final Duration LOOK = Duration.ofSeconds(20);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "LINES",
            defaultValue = "100",
            description = "How many of the last lines (default ${DEFAULT-VALUE}).")
    int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with later lines; with -o json one look is one line.")
    boolean follow;

    @Option(names = "--boot", description = "What the newest start of the app said, before it opened its log.")
    boolean boot;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "20s",
            description = "How long the agent may take to answer (default ${DEFAULT-VALUE}).")
    Duration timeout;

    @Parameters(index = "0", paramLabel = "HOST", description = "Its name or id.")
    String host;

    @Parameters(index = "1", paramLabel = "APP", description = "The app.")
    String app;

    public Logs(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws InterruptedException {
        if (lines < 0 || lines > LogQuery.MOST_LINES) {
            throw CommandFailed.usage(
                    "--lines must be a number from 0 to " + LogQuery.MOST_LINES, "Give -n 1000, for example.");
        }
        if (follow) {
            output.checkFollowed();
        }
        Api api = shell.api(server);
        LogCalls calls = new LogCalls(api.client());
        LogQuery query = new LogQuery(boot ? LogSource.BOOT : LogSource.ERROR, lines, follow);
        LogView asked = new Named(api)
                .hostAsked(host, () -> calls.ask(host, app, query))
                .value();
        if (asked.freshness() == Freshness.LOST) {
            shell.say(asked.host() + " is lost, " + lastSeen(asked) + "; waiting " + Humane.duration(timeout)
                    + " for its agent");
        }
        Interrupts.Registration ending = shell.outside().interrupts().onInterrupt(() -> calls.end(asked.id()));
        try {
            return follow ? follow(calls, asked) : once(calls, asked);
        } finally {
            ending.withdraw();
        }
    }

    private ExitCode once(LogCalls calls, LogView asked) throws InterruptedException {
        Fetched<LogView> view = first(calls, asked);
        if (view.value().skipped()) {
            shell.say("lines before these are left out: more than can be sent at once");
        }
        shell.show(LogViews.lines(view), output);
        calls.end(asked.id());
        return ExitCode.OK;
    }

    private ExitCode follow(LogCalls calls, LogView asked) throws InterruptedException {
        Fetched<LogView> view = first(calls, asked);
        print(view);
        while (view.value().state() != LogView.State.ENDED) {
            Fetched<LogView> next = look(calls, asked.id(), view.value().position(), LOOK);
            if (next == null) {
                shell.outside().sleeper().sleep(AGAIN);
            } else {
                view = next;
                print(view);
            }
        }
        fail(view.value());
        shell.say("the log ended: nobody has read it for a minute, or it was ended by somebody else");
        return ExitCode.FAILED;
    }

    /** The first word of the agent; whatever is wrong is said in its own way. */
    private Fetched<LogView> first(LogCalls calls, LogView asked) throws InterruptedException {
        Instant end = shell.now().plus(timeout);
        while (true) {
            Duration left = Duration.between(shell.now(), end);
            if (left.isNegative() || left.isZero()) {
                calls.end(asked.id());
                throw silent(asked);
            }
            Fetched<LogView> view = look(calls, asked.id(), 0, left.compareTo(LOOK) < 0 ? left : LOOK);
            if (view == null) {
                shell.outside().sleeper().sleep(AGAIN);
            } else if (view.value().state() != LogView.State.WAITING) {
                fail(view.value());
                return view;
            }
        }
    }

    /** Null while the controller is away: it may come back, or another in its place. */
    private Fetched<LogView> look(LogCalls calls, String id, long position, Duration wait) {
        try {
            return calls.read(id, position, wait);
        } catch (CommandFailed away) {
            if (away.exit() != ExitCode.UNREACHABLE) {
                throw away;
            }
            shell.say(away.getMessage() + "; asking again");
            return null;
        }
    }

    private CommandFailed silent(LogView asked) {
        return new CommandFailed(
                ExitCode.TIMEOUT,
                Reason.AGENT_STALE.code(),
                "the agent of " + asked.host() + " has not answered within " + Humane.duration(timeout) + "; "
                        + lastSeen(asked),
                Reason.AGENT_STALE.remedy());
    }

    private String lastSeen(LogView asked) {
        return asked.lastSeenAt() == null
                ? "it was never heard of"
                : "last seen " + Humane.duration(Duration.between(asked.lastSeenAt(), shell.now())) + " ago";
    }

    private static void fail(LogView view) {
        if (view.failure() != null) {
            Reason reason = view.failure().reason();
            throw CommandFailed.because(
                    reason == Reason.LOG_NOT_FOUND ? ExitCode.NOT_FOUND : ExitCode.FAILED,
                    reason,
                    view.failure().detail());
        }
    }

    private void print(Fetched<LogView> view) {
        if (view.value().skipped()) {
            shell.say("… lines are left out here: they come faster than they can be sent");
        }
        output.followed(view.body(), () -> LogViews.plain(view.value()).stream())
                .forEach(shell.outside().out()::println);
        shell.outside().out().flush();
    }
}
