package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackDescriptor;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.pack.PackRejected;
import io.globohub.common.pack.PackWriter;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;

/** Builds packs and looks into them; a pack that was built or read here passed every guard that hosts apply. */
final class PackBuilding {
    private PackBuilding() {}

    /** A pack in a file, and what it says of itself. */
    record BuiltPack(Path file, Digest sha256, PackArchive archive, PackDescriptor descriptor) {}

    /** Wheels that a pack brings along. */
    @FunctionalInterface
    interface WheelSource {
        WheelSource NONE = (directory, descriptor) -> Map.of();

        /** Where each lies, by its path in the pack. */
        Map<String, Path> of(Path directory, PackDescriptor descriptor) throws IOException;
    }

    /**
     * Zips {@code directory}; an app or version given is written into the pack's own descriptor.
     *
     * @param wheels gives what goes into the pack's own directory of wheels
     * @param app null for the descriptor's
     * @param target null for {@code APP-VERSION.zip} in {@code outputDirectory}
     */
    static BuiltPack build(
            Path directory, WheelSource wheels, String app, String version, Path target, Path outputDirectory) {
        Path temporary = null;
        try {
            if (!Files.isDirectory(directory)) {
                throw CommandFailed.invalid(directory + " is not a directory", "Give the directory of the app.");
            }
            PackDescriptor wanted = PackDescriptor.parse(descriptorIn(directory), app, version);
            Path file =
                    target != null ? target : outputDirectory.resolve(wanted.app() + "-" + wanted.version() + ".zip");
            if (file.toAbsolutePath()
                    .normalize()
                    .startsWith(directory.toAbsolutePath().normalize())) {
                throw CommandFailed.invalid(
                        "the pack would lie inside its own directory, and be part of the next one",
                        "Give -o FILE outside of " + directory + ".");
            }
            Map<String, Path> brought = wheels.of(directory, wanted);
            temporary = file.resolveSibling("." + file.getFileName() + ".new");
            Digest digest = PackWriter.write(directory, identified(directory, wanted), brought, temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return opened(file, digest);
        } catch (IOException e) {
            throw unreadable(directory, e);
        } catch (PackRejected e) {
            throw rejected(e);
        } finally {
            remove(temporary);
        }
    }

    /** Looks into a pack, whole: every file is inflated once. */
    static BuiltPack read(Path file) {
        try {
            return opened(file, digestOf(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (PackRejected e) {
            throw rejected(e);
        }
    }

    private static BuiltPack opened(Path file, Digest digest) throws IOException, PackRejected {
        PackArchive archive = PackArchive.open(file, PackLimits.DEFAULT);
        archive.verify();
        String yaml =
                archive.text(PackDescriptor.FILE, PackDescriptor.MAX_BYTES).orElse("");
        return new BuiltPack(file, digest, archive, PackDescriptor.parse(yaml, null, null));
    }

    private static String descriptorIn(Path directory) throws IOException {
        Path file = directory.resolve(PackDescriptor.FILE);
        return Files.isRegularFile(file) ? Files.readString(file) : "";
    }

    /** The descriptor with its app and version, or nothing when the file says them already. */
    private static Map<String, byte[]> identified(Path directory, PackDescriptor wanted) throws IOException {
        String yaml = descriptorIn(directory);
        ObjectNode fields = (ObjectNode) Json.yamlTree(yaml);
        boolean said = wanted.app().value().equals(fields.path("app").textValue())
                && wanted.version().value().equals(fields.path("version").textValue());
        if (said) {
            return Map.of();
        }
        fields.put("app", wanted.app().value());
        fields.put("version", wanted.version().value());
        return Map.of(PackDescriptor.FILE, Json.writeYaml(fields).getBytes(StandardCharsets.UTF_8));
    }

    private static Digest digestOf(Path file) throws IOException {
        MessageDigest running = Digest.sha256();
        try (InputStream in = new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), running)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return Digest.finish(running);
    }

    private static void remove(Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException leftOver) {
            // it is only a hidden file beside the target; what the command says about the pack stays true
            return;
        }
    }

    private static CommandFailed rejected(PackRejected e) {
        String remedy = e.getMessage().contains("was not given either")
                ? "Write app and version into pack.yaml, or give --app and --version."
                : "Correct what is named, then build again.";
        return new CommandFailed(ExitCode.INVALID_INPUT, Reason.PACK_REJECTED.code(), e.getMessage(), remedy);
    }

    private static CommandFailed unreadable(Path path, IOException e) {
        return CommandFailed.invalid(
                path + " cannot be used: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                "See that it exists and may be read, and that there is space.");
    }
}
