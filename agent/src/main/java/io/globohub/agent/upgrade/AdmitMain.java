package io.globohub.agent.upgrade;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.config.AgentConfigFile;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.pack.PackRejected;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Run by root, who trusts the agent less than itself: judges an order anew, by the keys in a file that root alone may
 * write, and takes the package out of its pack.
 *
 * <pre>AdmitMain CONFIG DIRECTORY ARCHITECTURE</pre>
 *
 * <p>{@code DIRECTORY} holds {@code order.json} and {@code pack.zip}, copied to where only root writes. Prints {@code
 * install ID VERSION} and leaves {@code agent.deb} there, or {@code back ID}; or {@code refused ID REASON SENTENCE} with
 * exit code 1.
 */
public final class AdmitMain {
    private AdmitMain() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(admit(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2], System.out));
    }

    static int admit(Path configFile, Path directory, String architecture, Appendable out) throws IOException {
        String id = "-";
        try {
            UpgradeOrder order =
                    Json.readTolerant(Files.readAllBytes(directory.resolve("order.json")), UpgradeOrder.class);
            id = order.id();
            if (order.isWayBack()) {
                out.append("back " + id + "\n");
                return 0;
            }
            judge(config(configFile), order.manifest(), directory.resolve("pack.zip"));
            takeOut(directory, architecture);
            out.append("install " + id + " " + order.manifest().version() + "\n");
            return 0;
        } catch (Objection no) {
            out.append("refused " + id + " " + no.reason.code() + " " + no.getMessage() + "\n");
        } catch (PackRejected no) {
            out.append("refused " + id + " " + Reason.PACK_REJECTED.code() + " " + no.getMessage() + "\n");
        } catch (IllegalArgumentException no) {
            out.append("refused " + id + " " + Reason.UPGRADE_REFUSED.code() + " "
                    + String.valueOf(no.getMessage()).replace('\n', ' ') + "\n");
        }
        return 1;
    }

    private static final class Objection extends Exception {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        Objection(Reason reason, String sentence) {
            super(sentence);
            this.reason = reason;
        }
    }

    private static AgentConfig config(Path file) throws IOException, Objection {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        boolean othersWrite = attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
        boolean ours = attributes.owner().equals(Files.getOwner(Path.of("/proc/self")));
        if (!ours || othersWrite) {
            throw new Objection(
                    Reason.UPGRADE_REFUSED,
                    file + " could be written by others than root, so its keys are not trusted");
        }
        return AgentConfigFile.loadBeforeEnrolment(file);
    }

    private static void judge(AgentConfig config, Manifest manifest, Path pack) throws IOException, Objection {
        if (!manifest.app().isAgent()) {
            throw new Objection(Reason.UPGRADE_REFUSED, "the order is about " + manifest.app() + ", not the agent");
        }
        if (config.upgrade().trustedKeys().isEmpty()) {
            throw new Objection(Reason.SIGNATURE_INVALID, "trusted_agent_keys in agent.yaml names no key");
        }
        String objection = config.upgrade().trustedKeys().objection(manifest).orElse(null);
        if (objection != null) {
            throw new Objection(Reason.SIGNATURE_INVALID, objection);
        }
        if (!digestOf(pack).equals(manifest.pack().sha256())) {
            throw new Objection(Reason.DIGEST_MISMATCH, "the pack is not the one that was signed");
        }
    }

    private static void takeOut(Path directory, String architecture) throws IOException, PackRejected, Objection {
        Path files = directory.resolve("pack");
        PackArchive archive = PackArchive.open(directory.resolve("pack.zip"), PackLimits.DEFAULT);
        archive.verify();
        archive.extract(files);
        String suffix = "_" + architecture + ".deb";
        try (Stream<Path> all = Files.list(files)) {
            List<Path> fitting = all.filter(
                            file -> file.getFileName().toString().endsWith(suffix))
                    .toList();
            if (fitting.size() != 1) {
                throw new Objection(
                        Reason.UPGRADE_REFUSED, "the pack holds " + fitting.size() + " files that end in " + suffix);
            }
            Files.move(fitting.get(0), directory.resolve("agent.deb"));
        }
    }

    private static Digest digestOf(Path file) throws IOException {
        MessageDigest running = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), running)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return Digest.finish(running);
    }
}
