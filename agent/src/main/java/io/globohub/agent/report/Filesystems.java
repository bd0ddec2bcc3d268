package io.globohub.agent.report;

import io.globohub.common.state.HostMetrics.Filesystem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How full the filesystems are that hold our directories. Bytes are read anew each time; inodes, which Java cannot read,
 * come from {@code df} at most once a minute. Not thread-safe.
 */
public final class Filesystems {
    private static final Duration INODES_KEPT = Duration.ofSeconds(60);

    private final List<Path> roots;
    private final InodeCount inodes;
    private final Clock clock;
    private final Map<Path, InodeCount.Inodes> lastInodes = new LinkedHashMap<>();
    private Instant inodesRead;

    public Filesystems(List<Path> roots, InodeCount inodes, Clock clock) {
        this.roots = List.copyOf(roots);
        this.inodes = inodes;
        this.clock = clock;
    }

    /** One entry for each filesystem, named by its mount point; one that cannot be read is left out. */
    public List<Filesystem> read() {
        List<Path> mounts = roots.stream().map(Filesystems::mountOf).distinct().toList();
        refreshInodes(mounts);
        List<Filesystem> read = new ArrayList<>();
        mounts.forEach(mount -> measure(mount).ifPresent(read::add));
        return read;
    }

    private Optional<Filesystem> measure(Path mount) {
        InodeCount.Inodes counted = lastInodes.getOrDefault(mount, InodeCount.Inodes.UNKNOWN);
        try {
            FileStore store = Files.getFileStore(mount);
            return Optional.of(new Filesystem(
                    mount.toString(),
                    store.getTotalSpace(),
                    store.getUsableSpace(),
                    counted.total(),
                    counted.available()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void refreshInodes(List<Path> mounts) {
        Instant now = clock.instant();
        // a clock set back counts as stale
        boolean fresh = inodesRead != null && !now.isBefore(inodesRead) && now.isBefore(inodesRead.plus(INODES_KEPT));
        if (!fresh) {
            inodesRead = now;
            mounts.forEach(mount -> lastInodes.put(mount, inodes.of(mount)));
        }
    }

    /** The highest directory on the same device; a root that does not exist yet will be on its parent's. */
    static Path mountOf(Path root) {
        Path path = root.toAbsolutePath().normalize();
        while (path.getParent() != null && !Files.exists(path)) {
            path = path.getParent();
        }
        try {
            path = path.toRealPath();
            Object device = Files.getAttribute(path, "unix:dev");
            while (path.getParent() != null && device.equals(Files.getAttribute(path.getParent(), "unix:dev"))) {
                path = path.getParent();
            }
        } catch (IOException e) {
            return path;
        }
        return path;
    }
}
