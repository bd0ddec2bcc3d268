package io.globohub.agent.release;

import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The versions that are complete on this host's disk, read anew at each call: the disk is the truth. Reads only;
 * thread-safe.
 */
public final class Releases {
    private final HostLayout layout;

    public Releases(HostLayout layout) {
        this.layout = layout;
    }

    /** Apps that have a directory here, whether or not a version is complete in it. */
    public List<AppName> apps() {
        return directoriesIn(layout.install()).stream()
                .map(directory -> directory.getFileName().toString())
                .flatMap(name -> appNamed(name).stream())
                .sorted()
                .toList();
    }

    private static Optional<AppName> appNamed(String directory) {
        try {
            return Optional.of(new AppName(directory));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** Complete versions of {@code app}, lowest version first. */
    public List<Marker> installed(AppName app) {
        return packsOf(app).stream()
                .map(this::read)
                .flatMap(found -> found.marker().stream())
                .sorted(Comparator.comparing(marker -> marker.manifest().version()))
                .toList();
    }

    /** Pack directories of {@code app} that have no marker we can read. */
    public List<UnreadableMarker> unreadable(AppName app) {
        return packsOf(app).stream()
                .map(this::read)
                .flatMap(found -> found.problem().stream())
                .toList();
    }

    /** The marker of one version, or empty when it is not complete here. */
    public Optional<Marker> marker(AppName app, Version version) {
        return read(layout.pack(app, version)).marker();
    }

    /** The version that {@code current} stands for, whether or not it is complete; empty when there is no such link. */
    public Optional<Version> current(AppName app) {
        try {
            String target =
                    Files.readSymbolicLink(layout.current(app)).getFileName().toString();
            return Version.isDirectory(target) ? Optional.of(Version.ofDirectory(target)) : Optional.empty();
        } catch (NoSuchFileException | NotLinkException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the very pack of {@code manifest} is complete here, with its environment; settings may differ. */
    public boolean holds(Manifest manifest) {
        return marker(manifest.app(), manifest.version())
                .filter(marker ->
                        marker.manifest().pack().sha256().equals(manifest.pack().sha256()))
                .filter(marker -> Files.isDirectory(layout.venvLink(layout.pack(manifest.app(), manifest.version()))))
                .isPresent();
    }

    /** Keys of the environments that some complete version on this host uses. */
    public Set<String> venvKeysInUse() {
        Set<String> keys = new TreeSet<>();
        for (AppName app : apps()) {
            for (Marker marker : installed(app)) {
                if (marker.venvKey() != null) {
                    keys.add(marker.venvKey());
                }
            }
            // what we cannot read may still be running: its link keeps the environment
            for (UnreadableMarker unreadable : unreadable(app)) {
                linkedVenv(unreadable.pack()).ifPresent(keys::add);
            }
        }
        return keys;
    }

    private Optional<String> linkedVenv(Path pack) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(layout.venvLink(pack)).getFileName().toString());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private record Found(Optional<Marker> marker, Optional<UnreadableMarker> problem) {
        static Found problem(Path pack, String why) {
            return new Found(Optional.empty(), Optional.of(new UnreadableMarker(pack, why)));
        }
    }

    private Found read(Path pack) {
        try {
            Marker marker = Json.readTolerant(Files.readAllBytes(layout.marker(pack)), Marker.class);
            Manifest manifest = marker.manifest();
            if (marker.schema() != Marker.SCHEMA) {
                return Found.problem(pack, "its marker has schema " + marker.schema() + ", not " + Marker.SCHEMA);
            }
            if (!pack.equals(layout.pack(manifest.app(), manifest.version()))) {
                return Found.problem(pack, "its marker speaks of " + manifest.app() + " " + manifest.version());
            }
            return new Found(Optional.of(marker), Optional.empty());
        } catch (NoSuchFileException none) {
            return Found.problem(pack, "it has no marker");
        } catch (IOException | IllegalArgumentException e) {
            return Found.problem(pack, "its marker cannot be read: " + e.getMessage());
        }
    }

    private List<Path> packsOf(AppName app) {
        return directoriesIn(layout.app(app)).stream()
                .filter(path -> Version.isDirectory(path.getFileName().toString()))
                .toList();
    }

    private static List<Path> directoriesIn(Path parent) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(
                parent, child -> Files.isDirectory(child, java.nio.file.LinkOption.NOFOLLOW_LINKS))) {
            children.forEach(found::add);
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
