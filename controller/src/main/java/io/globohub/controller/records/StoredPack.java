package io.globohub.controller.records;

import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.protocol.PackView;

/**
 * A pushed pack.
 *
 * @param settings what the pack's own descriptor says
 */
public record StoredPack(PackView view, SettingsPatch settings) {}
