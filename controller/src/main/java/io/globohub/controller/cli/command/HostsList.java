package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.HostViews;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub hosts list}. */
@Command(
        name = "list",
        description = {
            "Hosts, how fresh they are and what runs on them.",
            "-o ssh-config is for a file that ~/.ssh/config includes; the label 'address' says how a host is reached."
        })
public final class HostsList implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofHosts();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final AsOfOption past = new AsOfOption();

    @Option(names = "--freshness", paramLabel = "WORD", description = "fresh, stale or lost.")
    String freshness;

    @Option(names = "--state", paramLabel = "WORD", description = "active or retired.")
    String state;

    @Option(names = "--app", paramLabel = "APP", description = "Hosts that have this app.")
    String app;

    @Option(names = "--version", paramLabel = "VERSION", description = "Hosts that run this version of --app.")
    String version;

    @Option(names = "--drift", description = "Hosts that are not as desired.")
    boolean drift;

    public HostsList(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Map<String, Object> filters = new HashMap<>();
        filters.put("selector", selection.optional());
        filters.put("freshness", freshness);
        filters.put("state", state);
        filters.put("app", app);
        filters.put("version", version);
        filters.put("drift", drift ? true : null);
        filters.put("as_of", past.at(shell.now()));
        boolean filtered = filters.values().stream().anyMatch(Objects::nonNull);
        shell.show(
                HostViews.list(shell.api(server).hosts(filters), shell.now()),
                output,
                filtered
                        ? "no host is like that"
                        : "no hosts yet: 'globohub enroll-token' says how to enrol one, on the host itself");
        return ExitCode.OK;
    }
}
