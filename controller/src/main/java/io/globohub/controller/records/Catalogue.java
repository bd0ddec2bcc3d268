package io.globohub.controller.records;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.ManifestView;
import java.util.List;
import java.util.Optional;

/** Pushed packs and the manifests made from them. Neither ever changes once there, but for a pack's signature. */
public interface Catalogue {
    Optional<StoredPack> pack(AppName app, Version version);

    List<StoredPack> packs();

    boolean hasPack(Digest sha256);

    void add(StoredPack pack);

    /** Replaces the stored pack of that app and version. */
    void update(StoredPack pack);

    Optional<ManifestView> manifest(ManifestId id);

    void add(ManifestView manifest);
}
