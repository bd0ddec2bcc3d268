package io.globohub.controller.records;

import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.protocol.PackView;

/**
 * A pushed pack.
 *
 * @param settings what the pack's own descriptor says
 * @param requirements digest of its requirements file; null for a pack pushed before this was noted
 */
public record StoredPack(PackView view, SettingsPatch settings, Digest requirements) {}
