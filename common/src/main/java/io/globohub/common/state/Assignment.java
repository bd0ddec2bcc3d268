package io.globohub.common.state;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;

/**
 * What one app should be on one host.
 *
 * @param generation the host's generation at which this assignment last changed
 * @param rolloutId the rollout that made it, or null
 * @param attempt grows when an operator says "retry": a failed manifest is not tried again without it
 * @param restart grows when an operator asks for a restart of the process without any other change
 */
public record Assignment(
        AppName app, Goal goal, Manifest manifest, long generation, String rolloutId, int attempt, int restart) {
    public Assignment {
        if (app == null || goal == null || manifest == null) {
            throw new IllegalArgumentException("an assignment needs app, goal and manifest");
        }
        if (!manifest.app().equals(app)) {
            throw new IllegalArgumentException(
                    "an assignment of " + app + " cannot carry a manifest of " + manifest.app());
        }
    }

    /** The id of the assigned manifest. */
    public ManifestId manifestId() {
        return CanonicalJson.idOf(manifest);
    }
}
