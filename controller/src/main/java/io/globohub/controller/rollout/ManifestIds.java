package io.globohub.controller.rollout;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import java.util.HashMap;
import java.util.Map;

/**
 * The ids of manifests, each computed once: an id is a digest of the whole manifest, and thousands of hosts share a
 * handful of them. For one decision, on one thread.
 */
final class ManifestIds {
    private final Map<Manifest, ManifestId> known = new HashMap<>();

    /** Null for null. */
    ManifestId of(Manifest manifest) {
        return manifest == null ? null : known.computeIfAbsent(manifest, CanonicalJson::idOf);
    }
}
