package io.globohub.agent.release;

import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the files of an installed pack still are what was installed.
 *
 * @param modified paths whose content differs from the marker's digest, or that can no longer be read
 * @param missing paths that are gone
 */
public record Scrub(List<String> modified, List<String> missing) {
    public Scrub {
        modified = List.copyOf(modified);
        missing = List.copyOf(missing);
    }

    /** Told before each file that is read, so that reading can be slowed down. */
    @FunctionalInterface
    public interface Pace {
        Pace FULL = () -> {};

        void beforeFile() throws InterruptedException;
    }

    /** Reads every file that {@code files} names below {@code pack}; what is there beside them is not looked at. */
    public static Scrub of(Path pack, Map<String, Digest> files) {
        try {
            return of(pack, files, Pace.FULL);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits at full pace", e);
        }
    }

    /** The same, slowed down. */
    public static Scrub of(Path pack, Map<String, Digest> files, Pace pace) throws InterruptedException {
        List<String> modified = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Digest> entry : files.entrySet()) {
            pace.beforeFile();
            Path file = pack.resolve(entry.getKey());
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                missing.add(entry.getKey());
            } else if (!isIntact(file, entry.getValue())) {
                modified.add(entry.getKey());
            }
        }
        return new Scrub(modified, missing);
    }

    public boolean isClean() {
        return modified.isEmpty() && missing.isEmpty();
    }

    private static boolean isIntact(Path file, Digest expected) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            return digestOf(file).equals(expected);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The digest of a file's content, streamed. */
    public static Digest digestOf(Path file) throws IOException {
        var running = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), running)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.finish(running);
    }
}
