package io.globohub.agent.state;

import io.globohub.agent.process.ProcessId;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import java.util.Optional;

/**
 * What the agent remembers of one app across its own restarts and reboots of the host.
 *
 * @param goal the last wish it worked towards
 * @param active what was last brought into service, or null
 * @param previous what served before that: what a rollback goes to, or null
 * @param override what somebody chose on the host itself, or null
 * @param failed the last attempt that failed, which is not tried again, or null
 * @param master the last known gunicorn master, or null
 * @param restarts restarts without being asked
 * @param dataLossEvents restarts and switches that lost data in memory
 * @param restartHandled the last restart request that was done
 * @param deployment the last deployment, or null
 */
public record AppRecord(
        AppName app,
        Goal goal,
        Manifest active,
        Manifest previous,
        LocalChoice override,
        FailedAttempt failed,
        ProcessId master,
        long restarts,
        long dataLossEvents,
        int restartHandled,
        DeploymentReport deployment,
        Hold hold) {

    /** A local choice: it holds until the controller's assignment is newer than {@code generation}. */
    public record LocalChoice(Manifest manifest, long generation, String actor) {}

    /** An attempt that failed for good. */
    public record FailedAttempt(ManifestId manifest, int attempt, Failure failure) {}

    /** An app of which nothing is known yet. */
    public static AppRecord unknown(AppName app) {
        return new AppRecord(app, Goal.RUNNING, null, null, null, null, null, 0, 0, 0, null, null);
    }

    public Optional<ManifestId> activeId() {
        return Optional.ofNullable(active).map(CanonicalJson::idOf);
    }

    public AppRecord withGoal(Goal wish) {
        return new AppRecord(
                app,
                wish,
                active,
                previous,
                override,
                failed,
                master,
                restarts,
                dataLossEvents,
                restartHandled,
                deployment,
                hold);
    }

    /** Whether what is active was given up: it died too often within its bake time. */
    public boolean isGivenUp() {
        return failed != null && activeId().filter(failed.manifest()::equals).isPresent();
    }

    /**
     * After a deployment brought {@code now} into service in the process {@code process}. What was given up is
     * remembered as failed, and is nothing to go back to.
     */
    public AppRecord activated(Manifest now, ProcessId process) {
        if (now.equals(active)) {
            return withMaster(process);
        }
        boolean goingBack = isGivenUp() && now.equals(previous);
        Manifest before = goingBack ? null : active == null ? previous : active;
        return new AppRecord(
                app,
                goal,
                now,
                before,
                override,
                goingBack ? failed : null,
                process,
                restarts,
                dataLossEvents,
                restartHandled,
                deployment,
                hold);
    }

    public AppRecord withMaster(ProcessId process) {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                override,
                failed,
                process,
                restarts,
                dataLossEvents,
                restartHandled,
                deployment,
                hold);
    }

    public AppRecord withOverride(LocalChoice chosen) {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                chosen,
                failed,
                master,
                restarts,
                dataLossEvents,
                restartHandled,
                deployment,
                hold);
    }

    public AppRecord withFailed(FailedAttempt attempt) {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                override,
                attempt,
                master,
                restarts,
                dataLossEvents,
                restartHandled,
                deployment,
                hold);
    }

    public AppRecord withDeployment(DeploymentReport report) {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                override,
                failed,
                master,
                restarts,
                dataLossEvents,
                restartHandled,
                report,
                hold);
    }

    public AppRecord withHold(Hold next) {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                override,
                failed,
                master,
                restarts,
                dataLossEvents,
                restartHandled,
                deployment,
                next);
    }

    public AppRecord withRestartHandled(int request) {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                override,
                failed,
                master,
                restarts,
                dataLossEvents,
                request,
                deployment,
                hold);
    }

    public AppRecord countingRestart() {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                override,
                failed,
                master,
                restarts + 1,
                dataLossEvents,
                restartHandled,
                deployment,
                hold);
    }

    public AppRecord countingLoss() {
        return new AppRecord(
                app,
                goal,
                active,
                previous,
                override,
                failed,
                master,
                restarts,
                dataLossEvents + 1,
                restartHandled,
                deployment,
                hold);
    }

    /** After the app was removed from the host: counters stay, what was installed does not. */
    public AppRecord removed() {
        return new AppRecord(
                app,
                Goal.ABSENT,
                null,
                null,
                null,
                null,
                null,
                restarts,
                dataLossEvents,
                restartHandled,
                deployment,
                hold);
    }
}
