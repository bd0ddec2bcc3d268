package io.globohub.common.protocol;

import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import java.time.Instant;

/** A stored manifest. */
public record ManifestView(ManifestId id, Manifest manifest, Instant createdAt, String createdBy) {}
