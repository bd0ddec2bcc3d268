package io.globohub.agent.reconcile;

import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.common.event.EventKind;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives up a release that dies too often, if that began within its bake time and something served before. It is then
 * remembered as failed, and {@link AppPlanner} goes back to what served before. Only the app's loop calls it.
 */
final class BakeRollback {
    private final AppMemory memory;
    private final AppVoice voice;
    private final Clock clock;
    private final LongSupplier monotonicMillis;
    private long bakesUntil;

    BakeRollback(AppMemory memory, AppVoice voice, Clock clock, LongSupplier monotonicMillis) {
        this.memory = memory;
        this.voice = voice;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
        deploymentEnded();
    }

    /** Begins the bake time of what is active; after the agent's restart what is left of it. */
    synchronized void deploymentEnded() {
        AppRecord record = memory.get();
        DeploymentReport last = record.deployment();
        bakesUntil = Long.MIN_VALUE;
        boolean isOfTheActive = last != null
                && last.outcome() == DeploymentReport.Outcome.SUCCEEDED
                && record.activeId().filter(last.manifestId()::equals).isPresent();
        if (isOfTheActive) {
            long bake = record.active().settings().bakeSeconds() * 1000L;
            long elapsed = Duration.between(last.endedAt(), clock.instant()).toMillis();
            bakesUntil = monotonicMillis.getAsLong() + bake - Math.max(0, Math.min(bake, elapsed));
        }
    }

    /** Looks whether the release has to be given up, and does. */
    synchronized void look(Supervisor.Snapshot seen) {
        AppRecord record = memory.get();
        boolean loops = seen.phase() == Phase.CRASH_LOOP && seen.troubleSince() <= bakesUntil;
        boolean held = record.hold() != null && record.hold().isActive(clock.instant());
        if (!loops || held || record.previous() == null || record.active() == null) {
            return;
        }
        bakesUntil = Long.MIN_VALUE;
        Failure why = new Failure(
                Reason.CRASH_LOOP,
                record.active().version() + " died too often within its bake time, so "
                        + record.previous().version() + " is brought back: "
                        + seen.failure().detail(),
                seen.failure().evidence());
        int attempt = record.deployment() == null ? 0 : record.deployment().attempt();
        memory.change(
                r -> r.withFailed(new AppRecord.FailedAttempt(record.activeId().orElseThrow(), attempt, why)));
        voice.tell(EventKind.DEPLOYMENT_ROLLED_BACK, why.detail(), why);
    }
}
