package io.globohub.agent.python;

import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Scrub.Pace;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The environments on this host. A name is {@code <key>-<time in base 36>}: it is never used twice, so that a child that
 * outlived a killed agent can only ever write into an environment that does not count. Thread-safe.
 */
public final class Venvs {
    static final String MARKER = "globohub.json";
    private static final String TOOLS = ".pip-";

    private final HostLayout layout;
    private final DurableFiles files;
    private final Clock clock;

    public Venvs(HostLayout layout, DurableFiles files, Clock clock) {
        this.layout = layout;
        this.files = files;
        this.clock = clock;
    }

    /**
     * Links {@code link} to the newest whole environment of {@code key}, from which moment on it is in use.
     *
     * @return its name, or empty when there is none
     */
    public synchronized Optional<String> claim(VenvKey key, Path link) throws IOException {
        List<String> candidates = names().stream()
                .filter(name -> name.startsWith(key.value() + "-"))
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String name : candidates) {
            if (isWhole(name)) {
                link(name, link);
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** A name never used before, with its empty directory. */
    public synchronized String begin(VenvKey key) throws IOException {
        Files.createDirectories(layout.venvs());
        String name = nameAt(key, clock.millis());
        for (long at = clock.millis(); Files.exists(layout.venv(name)); at++) {
            name = nameAt(key, at);
        }
        Files.createDirectory(layout.venv(name));
        return name;
    }

    private static String nameAt(VenvKey key, long millis) {
        return key + "-" + Long.toString(millis, 36);
    }

    /** Declares the environment whole and in use by {@code link}; everything in it is on the disk before that. */
    public void commit(
            String name, VenvKey key, Interpreter interpreter, List<VenvMarker.InstalledPackage> packages, Path link)
            throws IOException {
        Path venv = layout.venv(name);
        files.syncTree(venv);
        files.syncDirectory(layout.venvs());
        TreeSize size = TreeSize.of(venv);
        VenvMarker marker = new VenvMarker(
                VenvMarker.SCHEMA,
                key.value(),
                interpreter.version(),
                packages,
                size.files(),
                size.bytes(),
                clock.instant());
        synchronized (this) {
            files.write(venv.resolve(MARKER), Json.writeBytes(marker), "rw-r--r--");
            link(name, link);
        }
    }

    /** The marker of an environment, or empty when it does not count. */
    public Optional<VenvMarker> marker(String name) {
        try {
            VenvMarker marker =
                    Json.readTolerant(Files.readAllBytes(layout.venv(name).resolve(MARKER)), VenvMarker.class);
            return marker.schema() == VenvMarker.SCHEMA ? Optional.of(marker) : Optional.empty();
        } catch (IOException | IllegalArgumentException notWhole) {
            return Optional.empty();
        }
    }

    /** The cheap proof: it has a marker, its Python is there, and number and size of its files are as marked. */
    public boolean isWhole(String name) {
        Path venv = layout.venv(name);
        try {
            Optional<VenvMarker> marker = marker(name);
            return marker.isPresent()
                    && Files.isExecutable(venv.resolve("bin/python"))
                    && TreeSize.of(venv)
                            .equals(new TreeSize(
                                    marker.get().files(), marker.get().bytes()));
        } catch (IOException e) {
            return false;
        }
    }

    /** The dear proof: every file against its RECORD; a sentence for each fault. */
    public List<String> scrub(String name) throws IOException {
        return RecordWalk.of(layout.venv(name)).faults();
    }

    /** The same, slowed down. */
    public List<String> scrub(String name, Pace pace) throws IOException, InterruptedException {
        return RecordWalk.of(layout.venv(name), pace).faults();
    }

    /** Size of the largest environment here: the best guess at the next one. */
    public Optional<TreeSize> largest() {
        return names().stream()
                .flatMap(name -> marker(name).stream())
                .map(marker -> new TreeSize(marker.files(), marker.bytes()))
                .max(Comparator.comparingLong(TreeSize::bytes));
    }

    /** Removes what was begun and never committed; only while nothing is being built, that is when the agent starts. */
    public synchronized List<String> removeUnfinished() throws IOException {
        List<String> unfinished =
                names().stream().filter(name -> marker(name).isEmpty()).toList();
        for (String name : unfinished) {
            files.deleteTree(layout.venv(name));
        }
        return unfinished;
    }

    /**
     * Removes whole environments that nothing needs and that are older than {@code grace}; those that a deployment in
     * staging has claimed are needed.
     *
     * @param inUse tells the names that complete versions use
     */
    public synchronized List<String> prune(Supplier<Set<String>> inUse, Duration grace) throws IOException {
        // in this order: a version that leaves staging for its place meanwhile is seen in both rather than in neither
        Set<String> needed = new HashSet<>(claimedInStaging());
        needed.addAll(inUse.get());
        List<String> removed = new ArrayList<>();
        for (String name : names()) {
            boolean old = marker(name)
                    .filter(marker -> marker.builtAt().plus(grace).isBefore(clock.instant()))
                    .isPresent();
            if (old && !needed.contains(name)) {
                // without its marker it does not count any more, whatever happens to the rest
                files.delete(layout.venv(name).resolve(MARKER));
                files.deleteTree(layout.venv(name));
                removed.add(name);
            }
        }
        return removed;
    }

    private Set<String> claimedInStaging() throws IOException {
        Set<String> claimed = new HashSet<>();
        for (Path deployment : children(layout.staging())) {
            for (Path tree : children(deployment)) {
                Path link = layout.venvLink(tree);
                if (Files.isSymbolicLink(link)) {
                    claimed.add(Files.readSymbolicLink(link).getFileName().toString());
                }
            }
        }
        return claimed;
    }

    private List<String> names() {
        try {
            return children(layout.venvs()).stream()
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(TOOLS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path parent) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
            children.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        return found;
    }

    /** The link is relative, and right from {@code PACK1_0/.pack/}, where it will be once the pack is committed. */
    private void link(String name, Path link) throws IOException {
        Files.createDirectories(link.getParent());
        files.relink(link, Path.of("../../..", layout.venvs().getFileName().toString(), name));
    }
}
