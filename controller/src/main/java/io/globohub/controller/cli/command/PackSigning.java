package io.globohub.controller.cli.command;

import io.globohub.common.keys.PackSigner;
import io.globohub.common.keys.PackStatement;
import io.globohub.common.manifest.PackSignature;
import io.globohub.controller.cli.command.PackBuilding.BuiltPack;
import io.globohub.controller.cli.outcome.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Signs packs; the signature lies beside the pack, so that the pack's bytes are the same with and without it. */
final class PackSigning {
    private static final String SUFFIX = ".sig";

    private PackSigning() {}

    /** The signature of a pack that was built or read here. */
    static PackSignature sign(BuiltPack pack, Path key) {
        try {
            return PackSigner.read(key)
                    .sign(new PackStatement(
                            pack.descriptor().app(), pack.descriptor().version(), pack.sha256()));
        } catch (IOException e) {
            throw CommandFailed.invalid(
                    "the key cannot be used: " + e.getMessage(), "Make one with 'globohub pack keygen FILE'.");
        }
    }

    /** Signs, and writes the signature beside the pack; says where. */
    static Path write(BuiltPack pack, Path key) throws IOException {
        Path file = besideOf(pack.file());
        Files.writeString(file, sign(pack, key) + "\n");
        return file;
    }

    /** The signature that lies beside a pack, if one does. */
    static Optional<PackSignature> beside(Path pack) {
        Path file = besideOf(pack);
        try {
            return Files.exists(file) ? Optional.of(PackSignature.parse(Files.readString(file))) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailed.invalid(
                    file + " is not a signature: " + e.getMessage(), "Sign again with --sign KEY, or remove it.");
        }
    }

    /** For people. */
    static String told(PackSignature signature) {
        return signature == null ? "no" : "with the key " + signature.publicKey();
    }

    private static Path besideOf(Path pack) {
        return pack.resolveSibling(pack.getFileName() + SUFFIX);
    }
}
