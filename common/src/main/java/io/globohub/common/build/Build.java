package io.globohub.common.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The build that a program comes from, written into it when it was packaged: the same commit gives the same words.
 *
 * @param version of the release
 * @param commit of the sources, or null when the build did not know it
 * @param committedAt when that commit was made (RFC 3339), or null likewise; the build's own time would make two builds of
 *     one commit differ
 */
public record Build(String version, String commit, String committedAt) {
    private static final String FILE = "build.properties";
    private static final int SHORT = 12;

    /** This program's; classes that were never packaged are of version {@code unpackaged}. */
    public static Build ofThis() {
        try (InputStream in = Build.class.getResourceAsStream(FILE)) {
            Properties written = new Properties();
            if (in != null) {
                written.load(in);
            }
            String version = known(written, "version");
            return new Build(
                    version == null ? "unpackaged" : version, known(written, "commit"), known(written, "committed_at"));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static String known(Properties written, String name) {
        String value = written.getProperty(name, "").strip();
        // what Maven did not know it leaves as it stands
        return value.isEmpty() || value.startsWith("${") ? null : value;
    }

    /** For people: {@code 0.1.0 (commit 3f9c2a5d0b1e of 2026-11-01T00:00:00Z)}. */
    @Override
    public String toString() {
        return commit == null
                ? version
                : version + " (commit " + commit.substring(0, Math.min(SHORT, commit.length()))
                        + (committedAt == null ? "" : " of " + committedAt) + ")";
    }
}
