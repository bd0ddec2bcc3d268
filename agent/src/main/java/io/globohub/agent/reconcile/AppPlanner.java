package io.globohub.agent.reconcile;

import io.globohub.agent.state.AppRecord;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import java.time.Instant;
import java.util.Optional;

/**
 * Compares what is wished of an app with what is remembered of it. Pure.
 *
 * <p>Invariants: what is not mentioned in the desired state is left as it is, since a state may be missing for many
 * reasons and only {@link Goal#ABSENT} means "remove"; a release that failed is not tried again unless the wish changes;
 * one that was given up while active makes way for what served before it;
 * a hold lets nothing happen but restarts after a crash.
 */
public final class AppPlanner {
    private AppPlanner() {}

    /**
     * @param assignment the wish, or empty when the desired state does not mention the app or is not known
     * @param installed whether anything of the app is on the disk or runs
     */
    public static AppChange plan(Optional<Assignment> assignment, AppRecord record, boolean installed, Instant now) {
        if (record.hold() != null && record.hold().isActive(now)) {
            return asBefore(
                    record,
                    "held by " + record.hold().owner() + ": " + record.hold().reason());
        }
        if (assignment.isEmpty()) {
            return record.override() == null
                    ? keep(record, "no wish is known that is still valid")
                    : towards(record.override().manifest(), 0, null, record);
        }
        Assignment wish = assignment.get();
        return switch (wish.goal()) {
            case ABSENT -> installed ? new AppChange.Remove() : new AppChange.Nothing("absent, as wished");
            case STOPPED -> new AppChange.KeepStopped();
            case RUNNING -> running(wish, record);
        };
    }

    private static AppChange running(Assignment wish, AppRecord record) {
        boolean overridden = isOverridden(wish, record);
        Manifest wanted = overridden ? record.override().manifest() : wish.manifest();
        AppChange change =
                towards(wanted, overridden ? 0 : wish.attempt(), overridden ? null : wish.rolloutId(), record);
        return change instanceof AppChange.KeepRunning && wish.restart() > record.restartHandled()
                ? new AppChange.Refresh(wish.restart())
                : change;
    }

    /** Whether a choice made on the host itself is newer than the wish. */
    public static boolean isOverridden(Assignment wish, AppRecord record) {
        return record.override() != null && record.override().generation() >= wish.generation();
    }

    private static AppChange towards(Manifest wanted, int attempt, String rolloutId, AppRecord record) {
        // compared as values: an id is a digest, and this runs ten times a second
        if (wanted.equals(record.active())) {
            return isGivenUp(record) && record.failed().attempt() >= attempt
                    ? new AppChange.Deploy(record.previous(), 0, null)
                    : new AppChange.KeepRunning("it is active");
        }
        ManifestId id = CanonicalJson.idOf(wanted);
        boolean failedBefore = record.failed() != null
                && record.failed().manifest().equals(id)
                && record.failed().attempt() >= attempt;
        return failedBefore
                ? asBefore(record, id + " failed and is not tried again until the wish changes")
                : new AppChange.Deploy(wanted, attempt, rolloutId);
    }

    /** A release that died too often within its bake time makes way for what served before. */
    private static boolean isGivenUp(AppRecord record) {
        return record.isGivenUp() && record.previous() != null;
    }

    private static AppChange keep(AppRecord record, String why) {
        return isGivenUp(record) && record.goal() == Goal.RUNNING
                ? new AppChange.Deploy(record.previous(), 0, null)
                : asBefore(record, why);
    }

    private static AppChange asBefore(AppRecord record, String why) {
        if (record.active() == null) {
            return new AppChange.Nothing(why);
        }
        return record.goal() == Goal.STOPPED ? new AppChange.KeepStopped() : new AppChange.KeepRunning(why);
    }
}
