package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.controller.CannotStart;
import io.globohub.controller.DataDirectory;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub backup}: everything a controller remembers, in one file, while it runs. */
@Command(
        name = "backup",
        description = "Writes database and packs of a controller with an SQLite store to one file, while it runs. For"
                + " PostgreSQL use pg_dump.")
public final class Backup implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Read this data directory on this machine instead of asking the controller.")
    Path data;

    @Option(names = "--force", description = "Replace FILE when it is there.")
    boolean force;

    @Parameters(paramLabel = "FILE", description = "The file to write, such as globohub-backup.zip.")
    Path file;

    public Backup(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws IOException {
        Path target = shell.path(file);
        if (Files.exists(target) && !force) {
            throw CommandFailed.invalid(
                    target + " is there already", "Choose another file, or replace it with --force.");
        }
        // it appears under its name only when it is whole
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        int packs;
        try {
            fill(part);
            packs = packsIn(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        show(target, packs);
        return ExitCode.OK;
    }

    private void fill(Path part) throws IOException {
        if (data == null) {
            shell.api(server).backup(part);
            return;
        }
        try (OutputStream out = Files.newOutputStream(part)) {
            new DataDirectory(shell.path(data), shell.clock()).backup(out);
        } catch (CannotStart e) {
            throw CommandFailed.because(ExitCode.FAILED, e.reason(), e.getMessage());
        }
    }

    private static int packsIn(Path part) throws IOException {
        try (ZipFile zip = new ZipFile(part.toFile())) {
            return (int) zip.stream()
                    .filter(entry -> entry.getName().startsWith("packs/"))
                    .count();
        }
    }

    private void show(Path target, int packs) throws IOException {
        long size = Files.size(target);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("file", target.toString())
                .put("size_bytes", size)
                .put("packs", packs);
        shell.show(
                new Result.Sheet(
                        body,
                        target.toString(),
                        List.of(new Part.Facts(
                                "",
                                List.of(
                                        Fact.of("file", target),
                                        Fact.of("size", Humane.bytes(size)),
                                        Fact.of("packs", packs))))),
                output);
    }
}
