package io.globohub.controller.cli.command;

import io.globohub.common.disk.FileTrees;
import io.globohub.controller.cli.command.PackBuilding.BuiltPack;
import io.globohub.controller.cli.command.PackBuilding.WheelSource;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.FormatOption;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.nio.file.Files;
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

    @Mixin
    final FormatOption format = new FormatOption();

    @Option(
            names = "--wheels",
            description = "Puts a wheel of every requirement into the pack, so that hosts install it without an index.")
    boolean wheels;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            defaultValue = "/usr/bin/python3",
            description = "With --wheels: a Python like the hosts', with pip (default ${DEFAULT-VALUE}).")
    String python;

    @Option(
            names = "--find-links",
            paramLabel = "DIR",
            description = "With --wheels: where pip looks for wheels beside its index.")
    String findLinks;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Signs with the key of that file (made by 'pack keygen'); the signature lies beside the pack"
                    + " as FILE.sig, and 'pack push' sends it along.")
    Path key;

    @Parameters(paramLabel = "DIR", description = "The app's directory, with its pack.yaml.")
    Path directory;

    public PackBuild(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws IOException {
        if (!wheels) {
            if (findLinks != null) {
                throw CommandFailed.usage("--find-links is for making wheels", "Add --wheels.");
            }
            return build(WheelSource.NONE);
        }
        Path scratch = Files.createTempDirectory("globohub-wheels");
        try {
            return build(new WheelBuild(
                    python,
                    findLinks == null ? null : local(findLinks),
                    scratch,
                    shell.outside().environment(),
                    shell.outside().err()::println));
        } finally {
            FileTrees.delete(scratch);
        }
    }

    /** pip runs in the app's directory, the path was given in ours. */
    private String local(String links) {
        return links.contains("://")
                ? links
                : shell.path(Path.of(links)).toAbsolutePath().toString();
    }

    private ExitCode build(WheelSource brought) throws IOException {
        BuiltPack built = PackBuilding.build(
                shell.path(directory),
                brought,
                identity.app,
                identity.version,
                target == null ? null : shell.path(target),
                shell.outside().directory());
        if (key != null) {
            shell.say("signed: " + PackSigning.write(built, shell.path(key)));
        }
        Result report = PackReport.of(built);
        shell.show(report, format);
        return ExitCode.OK;
    }
}
