package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Version;
import java.time.Instant;

/** A pushed pack. */
public record PackView(AppName app, Version version, Pack pack, Instant pushedAt, String pushedBy) {}
