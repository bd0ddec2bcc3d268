package io.globohub.common.protocol;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Goal;

/**
 * Asks for a change over a selection of hosts: either {@code manifestId}, or {@code app}, {@code version} and
 * {@code settings} from which the manifest is made.
 *
 * @param selector which hosts; {@code all} true instead for every host
 * @param goal running by default; stopped and absent need only {@code app}
 * @param batch hosts at once: a number or a percentage such as {@code 25%}
 * @param canary hosts of a first batch that waits for {@code promote}; 0 is none
 * @param autoPromote promotes the canary by itself once it has baked
 * @param maxFailures failed hosts tolerated; one more stops the rollout
 * @param bakeSeconds how long a batch must stay healthy before the next starts
 * @param deadlineSeconds bound on the whole; null is none
 * @param onFailure what happens to the hosts already changed when the rollout fails
 * @param spreadBy label whose values the batches are spread over, or null
 * @param retry tries again a manifest that had failed on a host
 * @param restart gives each host that runs {@code app} a fresh process of what it has; nothing else may be asked then
 */
public record RolloutRequest(
        AppName app,
        Version version,
        SettingsPatch settings,
        ManifestId manifestId,
        String selector,
        Boolean all,
        Goal goal,
        String batch,
        Integer canary,
        Boolean autoPromote,
        Integer maxFailures,
        Integer bakeSeconds,
        Integer deadlineSeconds,
        OnFailure onFailure,
        String spreadBy,
        Boolean retry,
        Boolean restart,
        String comment) {

    /** What happens when a rollout fails. */
    public enum OnFailure {
        ROLLBACK,
        PAUSE,
        STOP
    }
}
