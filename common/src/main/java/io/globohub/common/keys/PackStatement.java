package io.globohub.common.keys;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Version;
import java.nio.charset.StandardCharsets;

/**
 * What a signature stands for: "these bytes are this version of this app". A signed pack can therefore not be passed
 * off as another version or another app.
 */
public record PackStatement(AppName app, Version version, Digest sha256) {
    private static final String KIND = "globohub-pack-v1";

    /** The signed bytes: four lines. None of the values can hold a line break. */
    byte[] bytes() {
        return (KIND + "\n" + app + "\n" + version + "\n" + sha256.hex() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
