package io.globohub.controller.cli.command;

import io.globohub.common.protocol.PackageUse;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.PackageView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub packages}. */
@Command(
        name = "packages",
        description = {
            "Which Python packages the running processes can import, and on which hosts.",
            "With a name the hosts are listed, without one they are counted."
        },
        footer = {"", "Who still serves a vulnerable Werkzeug?", "  globohub packages Werkzeug '<2.2.3' --exit-code"})
public final class Packages implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of a package.")
    String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSIONS",
            description = "As in a requirements file: '<2.2.3', '>=2,<2.2.3', '==2.2.*'.")
    String versions;

    @Option(names = "--count", description = "Count the hosts of each version instead of listing them.")
    boolean count;

    @Option(names = "--exit-code", description = "End with 10 when there are any.")
    boolean exitCode;

    public Packages(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        boolean grouped = count || name == null;
        Map<String, Object> filters = new HashMap<>();
        filters.put("name", name);
        filters.put("version", versions);
        filters.put("grouped", grouped ? true : null);
        Fetched<List<PackageUse>> uses = shell.api(server).packages(filters);
        shell.show(PackageView.list(uses, grouped), output);
        return exitCode && !uses.value().isEmpty() ? ExitCode.DRIFT : ExitCode.OK;
    }
}
