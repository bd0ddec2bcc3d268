package io.globohub.common.state;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import java.time.Instant;
import java.util.List;

/**
 * What an agent sees of one app.
 *
 * @param goal what the agent is working towards, which a local stop may have changed
 * @param active the manifest that {@code current} stands for, or null
 * @param override the manifest an operator chose on the host itself (local rollback), or null
 * @param running the live process, or null
 * @param restarts restarts without being asked, since enrolment
 * @param dataLossEvents restarts and switches that lost data in memory, since enrolment
 * @param failure why the app is not as wished, or null
 * @param deployment the running or else the last deployment, or null
 * @param modifiedFiles files of the active pack and its environment that differ from what was installed (first few)
 * @param environment what the running process can import, or null when nothing runs or it is not known
 */
public record AppObservation(
        AppName app,
        Goal goal,
        ManifestId active,
        ManifestId override,
        List<InstalledVersion> installed,
        ProcessReport running,
        Phase phase,
        Instant phaseSince,
        long restarts,
        long dataLossEvents,
        Instant nextRetryAt,
        ProbeReport probe,
        Failure failure,
        DeploymentReport deployment,
        Hold hold,
        List<String> modifiedFiles,
        Environment environment) {
    public AppObservation {
        installed = List.copyOf(installed == null ? List.of() : installed);
        modifiedFiles = List.copyOf(modifiedFiles == null ? List.of() : modifiedFiles);
    }

    /** The same with another word about what the process can import. */
    public AppObservation withEnvironment(Environment other) {
        return new AppObservation(
                app,
                goal,
                active,
                override,
                installed,
                running,
                phase,
                phaseSince,
                restarts,
                dataLossEvents,
                nextRetryAt,
                probe,
                failure,
                deployment,
                hold,
                modifiedFiles,
                other);
    }
}
