package io.globohub.controller.cli.command;

import io.globohub.controller.cli.client.ControllerClient;
import io.globohub.controller.cli.client.Lookups;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code globohub names}, for the completion of shells: names that begin as said, one a line. Whatever goes wrong it says
 * nothing, and it waits for nobody longer than a person waits for the tabulator key.
 */
@Command(name = "names", hidden = true, description = "Names of things, for the completion of shells.")
public final class Names implements Verb {
    /** What names are asked for. */
    public enum Kind {
        HOST,
        APP,
        VERSION,
        ROLLOUT,
        CONTEXT
    }

    private static final Duration BUDGET = Duration.ofMillis(300);
    /** What a shell takes for one plain word. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,252}");

    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "KIND", description = "host, app, version, rollout or context.")
    Kind kind;

    @Parameters(index = "1", paramLabel = "PREFIX", arity = "0..1", defaultValue = "", description = "How they begin.")
    String prefix;

    @Parameters(index = "2", paramLabel = "OF", arity = "0..1", defaultValue = "", description = "The app of versions.")
    String of;

    public Names(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        try {
            names().stream()
                    .filter(name ->
                            name.startsWith(prefix) && PLAIN.matcher(name).matches())
                    .forEach(shell.outside().out()::println);
            shell.outside().out().flush();
        } catch (CommandFailed | IllegalArgumentException silent) {
            return ExitCode.OK;
        }
        return ExitCode.OK;
    }

    private List<String> names() {
        if (kind == Kind.CONTEXT) {
            return List.copyOf(shell.contextFile().read().contexts().keySet());
        }
        if (!prefix.isEmpty() && !PLAIN.matcher(prefix).matches()) {
            return List.of();
        }
        ControllerClient client = shell.client(shell.endpoint(server), BUDGET);
        Lookups lookups = new Lookups(client);
        return switch (kind) {
            case HOST -> lookups.hosts(prefix);
            case APP -> lookups.apps();
            case VERSION -> lookups.versions(of);
            case ROLLOUT -> lookups.rollouts();
            case CONTEXT -> List.of();
        };
    }
}
