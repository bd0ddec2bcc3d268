package io.globohub.agent.step;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Marker;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the finished tree its final name by one rename. Before that instant the version is not installed, from then on
 * it is, whatever happens: the marker goes into the tree last, and all of it is on the disk before the rename.
 */
public final class CommitDisk implements DiskStep {
    private static final TypeReference<Map<String, Digest>> DIGESTS = new TypeReference<>() {};

    private final HostLayout layout;
    private final Installed installed;
    private final DurableFiles files;
    private final Clock clock;

    public CommitDisk(HostLayout layout, DurableFiles files, Clock clock) {
        this.layout = layout;
        this.installed = new Installed(layout);
        this.files = files;
        this.clock = clock;
    }

    @Override
    public StepName name() {
        return StepName.COMMIT_DISK;
    }

    @Override
    public StepOutcome onDisk(DeploymentContext context) throws IOException {
        Optional<Failure> conflict = installed.otherPackOfThisVersion(context.target());
        if (conflict.isPresent()) {
            return new StepOutcome.Failed(conflict.get());
        }
        Staged staged = Staged.of(context);
        Optional<Marker> marker = installed.marker(context);
        boolean repairing = Files.exists(staged.repair());
        if (marker.isPresent() && !(repairing && Files.exists(staged.pack()))) {
            Files.deleteIfExists(staged.repair());
            return recorded(context.target(), marker.get());
        }
        Path venvLink = layout.venvLink(staged.pack());
        if (!Files.exists(staged.digests()) || !Files.isSymbolicLink(venvLink)) {
            return new StepOutcome.Failed(
                    new Failure(Reason.AGENT_ERROR, "the unpacked pack is not complete in " + staged.root()), true);
        }
        commit(
                context.target(),
                staged,
                Files.readSymbolicLink(venvLink).getFileName().toString());
        return new StepOutcome.Done(
                "installed as " + layout.pack(context.app(), context.target().version()));
    }

    /** The same pack under another manifest: only what is said of it changes. */
    private StepOutcome recorded(Manifest target, Marker marker) throws IOException {
        if (marker.manifest().equals(target)) {
            return Installed.SKIPPED;
        }
        Path pack = layout.pack(target.app(), target.version());
        write(pack, new Marker(Marker.SCHEMA, target, marker.files(), marker.venvKey(), marker.installedAt()));
        return new StepOutcome.Done("already installed; its settings are those of the new manifest now");
    }

    private void commit(Manifest target, Staged staged, String venvName) throws IOException {
        Map<String, Digest> digests = Json.readTolerant(Files.readString(staged.digests()), DIGESTS);
        for (String name : digests.keySet()) {
            Files.setPosixFilePermissions(staged.pack().resolve(name), PosixFilePermissions.fromString("r--r--r--"));
        }
        write(staged.pack(), new Marker(Marker.SCHEMA, target, digests, venvName, clock.instant()));
        files.syncTree(staged.pack());
        Path pack = layout.pack(target.app(), target.version());
        Files.createDirectories(pack.getParent());
        files.syncDirectory(layout.install());
        putAside(pack);
        files.rename(staged.pack(), pack);
        Files.deleteIfExists(staged.repair());
        Files.deleteIfExists(staged.digests());
    }

    /** What has this name without being this version whole is in the way; it goes where everything half-done is. */
    private void putAside(Path pack) throws IOException {
        if (Files.exists(pack, LinkOption.NOFOLLOW_LINKS)) {
            String name = "aside-" + pack.getParent().getFileName() + "-" + pack.getFileName() + "-" + clock.millis();
            files.rename(pack, layout.staging().resolve(name));
        }
    }

    private void write(Path pack, Marker marker) throws IOException {
        files.write(layout.marker(pack), Json.writeBytes(marker), "rw-r--r--");
    }
}
