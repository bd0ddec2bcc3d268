package io.globohub.controller.cli.command;

import io.globohub.controller.cli.command.PackBuilding.BuiltPack;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Format;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub pack build}. */
@Command(name = "build", description = "Zips an app's directory: the same files always give the same bytes.")
public final class PackBuild implements Verb {
    private final Shell shell;

    @Mixin
    final PackIdentity identity = new PackIdentity();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The pack to write (default APP-VERSION.zip).")
    Path target;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    Format format;

    @Parameters(paramLabel = "DIR", description = "The app's directory, with its pack.yaml.")
    Path directory;

    public PackBuild(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        BuiltPack built = PackBuilding.build(
                shell.path(directory),
                identity.app,
                identity.version,
                target == null ? null : shell.path(target),
                shell.outside().directory());
        Result report = PackReport.of(built);
        shell.show(report, format, true);
        return ExitCode.OK;
    }
}
