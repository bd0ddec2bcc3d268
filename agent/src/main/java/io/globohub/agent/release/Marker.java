package io.globohub.agent.release;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says that a pack directory is complete: written last, after everything it speaks of is on the disk.
 *
 * @param schema version of this record's shape
 * @param manifest the release as it was last activated or installed from this pack
 * @param files digest of every file of the pack, by its path
 * @param venvKey key of the environment, or null when the pack has no requirements file
 */
public record Marker(int schema, Manifest manifest, Map<String, Digest> files, String venvKey, Instant installedAt) {
    public static final int SCHEMA = 1;

    public Marker {
        if (manifest == null || installedAt == null) {
            throw new IllegalArgumentException("a marker names its manifest and the time of installation");
        }
        files = new TreeMap<>(files == null ? Map.of() : files);
    }

    public ManifestId manifestId() {
        return CanonicalJson.idOf(manifest);
    }
}
