package io.globohub.controller.cli.command;

import io.globohub.common.disk.FileTrees;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Version;
import io.globohub.common.pack.PackDescriptor;
import io.globohub.controller.cli.command.PackBuilding.BuiltPack;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.FormatOption;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub agents pack}. */
@Command(
        name = "pack",
        description = "Makes a signed pack of the agent's Debian packages, one for each architecture, for 'pack push'.")
public final class AgentsPack implements Verb {
    /** As dpkg names them: the version is what a rollout asks for. */
    private static final Pattern PACKAGE = Pattern.compile("globohub-agent_([^_]+)_([a-z0-9]+)\\.deb");

    private final Shell shell;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            required = true,
            description =
                    "Signs with the key of that file (made by 'pack keygen'); hosts install only what is signed by"
                            + " one of their trusted_agent_keys.")
    Path key;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The pack to write (default globohub-agent-VERSION.zip).")
    Path target;

    @Mixin
    final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "DEB", arity = "1..*", description = "globohub-agent_VERSION_ARCHITECTURE.deb")
    List<Path> packages;

    public AgentsPack(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        String version = null;
        for (Path given : packages) {
            Matcher name = PACKAGE.matcher(given.getFileName().toString());
            Path file = shell.path(given);
            if (!name.matches() || !Files.isRegularFile(file)) {
                throw CommandFailed.invalid(
                        given + " is not a file with the name of an agent's package",
                        "Give globohub-agent_VERSION_ARCHITECTURE.deb as it was built.");
            }
            String itsVersion = name.group(1).replace('~', '-');
            if (version != null && !version.equals(itsVersion)) {
                throw CommandFailed.invalid(
                        "the packages are of different versions: " + version + " and " + itsVersion,
                        "Give one version, in its architectures.");
            }
            version = itsVersion;
            files.put(file.getFileName().toString(), file);
        }
        return build(files, RolloutTarget.versionOf(version));
    }

    private ExitCode build(Map<String, Path> files, Version version) throws IOException {
        Path scratch = Files.createTempDirectory("globohub-agent-pack");
        try {
            Files.writeString(
                    scratch.resolve(PackDescriptor.FILE),
                    "app: " + AppName.AGENT + "\nversion: \"" + version + "\"\nstate: external\n");
            BuiltPack built = PackBuilding.build(
                    scratch,
                    (directory, descriptor) -> files,
                    null,
                    null,
                    target == null ? null : shell.path(target),
                    shell.outside().directory());
            shell.say("signed: " + PackSigning.write(built, shell.path(key)));
            shell.show(PackReport.of(built), format);
            return ExitCode.OK;
        } finally {
            FileTrees.delete(scratch);
        }
    }
}
