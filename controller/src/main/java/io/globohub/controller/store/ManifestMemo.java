package io.globohub.controller.store;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Manifest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Manifests that were read before, by their id, and their ids. Both never change, thousands of assignments share one,
 * and parsing or digesting it costs more than the rest of a row. Thread-safe.
 */
final class ManifestMemo {
    private static final int MOST = 1000;

    private final Map<String, Manifest> byId = new ConcurrentHashMap<>();
    private final Map<Manifest, String> ids = new ConcurrentHashMap<>();

    Manifest of(String id, String body) {
        forgetIfMany(byId);
        return byId.computeIfAbsent(id, key -> Json.readTolerant(body, Manifest.class));
    }

    String idOf(Manifest manifest) {
        forgetIfMany(ids);
        return ids.computeIfAbsent(
                manifest, content -> CanonicalJson.idOf(content).toString());
    }

    private static void forgetIfMany(Map<?, ?> kept) {
        if (kept.size() > MOST) {
            // those in use come back at once
            kept.clear();
        }
    }
}
