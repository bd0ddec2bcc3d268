package io.globohub.agent.selftest;

import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import java.util.Optional;

/**
 * What must be there once a killed agent has recovered.
 *
 * @param serving what must serve
 * @param deployed what was deployed, which has exactly one start and one outcome; empty when nothing was
 * @param scenario says which outcomes are right
 * @param since the last event acknowledged before the change began
 * @param lossesBefore data-loss events counted before
 */
record Expected(Manifest serving, Optional<ManifestId> deployed, Scenario scenario, long since, long lossesBefore) {
    Version version() {
        return serving.version();
    }
}
