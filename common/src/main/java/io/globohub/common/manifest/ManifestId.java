package io.globohub.common.manifest;

import java.util.regex.Pattern;

/**
 * The identity of a manifest, {@code app:version:digest}, where the digest is the first twelve hexadecimal digits of
 * the SHA-256 of the manifest's canonical JSON. Same content, same id.
 */
public record ManifestId(AppName app, Version version, String digest) implements Comparable<ManifestId> {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{12}");

    public ManifestId {
        Checks.required("app", app);
        Checks.required("version", version);
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("'" + digest + "' is not the twelve hex digits of a manifest id");
        }
    }

    /** Reads {@code desafio:1.0:3f9c2a5d0b1e}. */
    public static ManifestId parse(String text) {
        String[] parts = text == null ? new String[0] : text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("manifest id '" + text + "' must have the form app:version:digest");
        }
        return new ManifestId(new AppName(parts[0]), new Version(parts[1]), parts[2]);
    }

    @Override
    public int compareTo(ManifestId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return app + ":" + version + ":" + digest;
    }
}
