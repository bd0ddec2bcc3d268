package io.globohub.agent.release;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Version;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Removes what was decided to go. A directory first leaves its name by one rename into staging, so that a crash leaves
 * either a whole version or none; what is left in staging is swept with it.
 */
public final class Pruner {
    private final HostLayout layout;
    private final DurableFiles files;
    private final Clock clock;

    public Pruner(HostLayout layout, DurableFiles files, Clock clock) {
        this.layout = layout;
        this.files = files;
        this.clock = clock;
    }

    /** Removes one version of an app; nothing when it is not there. Refuses what {@code current} stands for. */
    public void remove(AppName app, Version version) throws IOException {
        if (new Releases(layout).current(app).filter(version::equals).isPresent()) {
            throw new IllegalArgumentException(app + " " + version + " is the current version; it is not removed");
        }
        discard(layout.pack(app, version));
    }

    /** Removes the whole directory of an app, for the goal {@code absent}; nothing of it may be running. */
    public void removeApp(AppName app) throws IOException {
        discard(layout.app(app));
    }

    /** Removes every fetched pack but those named, and says how many went. */
    public int removeCachedPacks(Set<Digest> needed) throws IOException {
        List<Path> unneeded = new ArrayList<>();
        try (DirectoryStream<Path> zips = Files.newDirectoryStream(layout.packCache())) {
            for (Path zip : zips) {
                if (needed.stream()
                        .noneMatch(digest -> layout.cachedPack(digest).equals(zip))) {
                    unneeded.add(zip);
                }
            }
        } catch (NoSuchFileException none) {
            return 0;
        }
        for (Path zip : unneeded) {
            files.delete(zip);
        }
        return unneeded.size();
    }

    /** Directories of deployments, and versions that were put aside, which may be over. */
    public List<Path> leftInStaging() throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> trees = Files.newDirectoryStream(layout.staging(), "{d-,aside-}*")) {
            trees.forEach(left::add);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return left;
    }

    /** Removes what was {@link #leftInStaging() left}, but for the deployments in work. */
    public void removeLeft(List<Path> left, Set<String> inWork) throws IOException {
        for (Path tree : left) {
            if (!inWork.contains(tree.getFileName().toString())) {
                FileTrees.delete(tree);
            }
        }
    }

    private void discard(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.createDirectories(layout.staging());
        Path doomed = layout.staging().resolve("pruned-" + directory.getFileName() + "-" + clock.millis());
        FileTrees.delete(doomed);
        files.rename(directory, doomed);
        files.syncDirectory(directory.getParent());
        files.deleteTree(doomed);
    }
}
