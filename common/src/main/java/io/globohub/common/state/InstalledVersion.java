package io.globohub.common.state;

import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import java.time.Instant;

/** A version whose pack and environment are complete on a host's disk. */
public record InstalledVersion(Version version, ManifestId manifestId, Digest packSha256, Instant installedAt) {}
