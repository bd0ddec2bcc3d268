package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub pack check}. */
@Command(name = "check", description = "Checks a pack as hosts will, and says what is in it.")
public final class PackCheck implements Verb {
    private final Shell shell;

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "The pack.")
    Path file;

    public PackCheck(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        shell.show(PackReport.of(PackBuilding.read(shell.path(file))), output);
        return ExitCode.OK;
    }
}
