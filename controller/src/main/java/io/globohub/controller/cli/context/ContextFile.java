package io.globohub.controller.cli.context;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The file of contexts: YAML, mode 0600 in a directory of mode 0700, replaced atomically. */
public final class ContextFile {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final DurableFiles files = new DurableFiles(CrashPoint.NONE);

    public ContextFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** What the file says; nothing when there is none. */
    public Contexts read() {
        try {
            byte[] bytes = files.read(file).orElse(null);
            if (bytes == null) {
                return Contexts.NONE;
            }
            JsonNode tree = Json.yamlTree(new String(bytes, StandardCharsets.UTF_8));
            return Json.convertStrict(tree, Contexts.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.BAD_CONFIG,
                    "config_unreadable",
                    file + " cannot be used: " + e.getMessage(),
                    "Correct it, or move it away and log in again ('globohub login URL').");
        }
    }

    public void write(Contexts contexts) {
        try {
            if (!Files.isDirectory(file.getParent())) {
                Files.createDirectories(
                        file.getParent(),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            files.write(file, Json.writeYaml(contexts).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.BAD_CONFIG,
                    "config_unwritable",
                    file + " cannot be written: " + e.getMessage(),
                    "See that its directory is yours, or set XDG_CONFIG_HOME.");
        }
    }

    /** Whether others than the owner can read or change the file, which holds tokens. */
    public boolean isOpenToOthers() {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException none) {
            return false;
        }
    }
}
