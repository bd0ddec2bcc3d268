package io.globohub.agent.upgrade;

import io.globohub.common.keys.PackSigner;
import io.globohub.common.keys.PackStatement;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.Version;
import io.globohub.common.pack.PackWriter;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Goal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Signed packages of agents, and what is wished of them. */
final class Bench {
    private final Path directory;
    private final Path key;
    final String publicKey;

    Bench(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.key = directory.resolve("key");
        this.publicKey = PackSigner.generate(key);
    }

    /** Where the pack of {@code version} lies. */
    Path pack(String version) {
        return directory.resolve(version + ".zip");
    }

    /** A pack of {@code version} that holds these files, signed. */
    Manifest release(String version, String... files) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source-" + version));
        Files.writeString(source.resolve("pack.yaml"), "app: globohub-agent\nversion: \"" + version + "\"\n");
        for (String file : files) {
            Files.writeString(source.resolve(file), "a package named " + file);
        }
        Digest digest = PackWriter.write(source, java.util.Map.of(), pack(version));
        Pack pack = new Pack(digest, Files.size(pack(version)), 100, 1 + files.length);
        return signed(new Manifest(AppName.AGENT, new Version(version), pack, Settings.DEFAULT), key);
    }

    static Manifest signed(Manifest manifest, Path key) throws Exception {
        PackStatement statement = new PackStatement(
                manifest.app(), manifest.version(), manifest.pack().sha256());
        return new Manifest(
                manifest.app(),
                manifest.version(),
                manifest.pack().signedWith(PackSigner.read(key).sign(statement)),
                manifest.settings());
    }

    static Assignment wish(Goal goal, Manifest manifest, int attempt) {
        return new Assignment(AppName.AGENT, goal, manifest, 1, "r_1", attempt, 0);
    }

    static DesiredState desired(Assignment... assignments) {
        return new DesiredState("h_1", 1, Instant.EPOCH, null, Arrays.asList(assignments));
    }

    static List<String> names(List<io.globohub.common.state.StepReport> steps) {
        return steps.stream().map(step -> step.step() + " " + step.outcome()).toList();
    }
}
