package io.globohub.controller.cli.command;

import io.globohub.controller.cli.client.Lookups;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.SearchView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub search}. */
@Command(name = "search", description = "Finds hosts, apps, versions and rollouts by a part of their names.")
public final class Search implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many (default ${DEFAULT-VALUE}).")
    int limit;

    @Parameters(paramLabel = "WORD", arity = "1..*", description = "What is looked for.")
    List<String> words;

    public Search(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Lookups lookups = new Lookups(shell.api(server).client());
        shell.show(SearchView.hits(lookups.search(String.join(" ", words), limit)), output);
        return ExitCode.OK;
    }
}
