package io.globohub.controller.fleet;

import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.Assignment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ids of manifests, computed once each: thousands of hosts share a handful, and an id is a digest of the whole
 * content. Thread-safe.
 */
final class KnownManifests {
    private static final int MOST = 1000;

    private final Map<Manifest, ManifestId> ids = new ConcurrentHashMap<>();

    ManifestId idOf(Assignment assignment) {
        if (ids.size() > MOST) {
            // those in use come back at once
            ids.clear();
        }
        return ids.computeIfAbsent(assignment.manifest(), manifest -> assignment.manifestId());
    }
}
