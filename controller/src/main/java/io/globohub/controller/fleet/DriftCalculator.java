package io.globohub.controller.fleet;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Drift.Cause;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How an app on a host differs from what is wished of it. Pure. */
public final class DriftCalculator {
    private DriftCalculator() {}

    /**
     * Compares the three facts of one app.
     *
     * @param assigned what is wished, or null
     * @param seen what the agent said last, or null
     */
    public static List<Drift> between(AppName app, Assignment assigned, AppObservation seen, Freshness freshness) {
        return between(app, assigned, assigned == null ? null : assigned.manifestId(), seen, freshness);
    }

    /** @param desired id of the assigned manifest, which is costly to compute */
    static List<Drift> between(
            AppName app, Assignment assigned, ManifestId desired, AppObservation seen, Freshness freshness) {
        List<Drift> drift = new ArrayList<>();
        if (freshness != Freshness.FRESH) {
            drift.add(new Drift(
                    app, Cause.STALE, "what was seen last is old: the host is " + lower(freshness) + ", not fresh"));
        }
        if (assigned == null || assigned.goal() == Goal.ABSENT) {
            unexpected(app, seen, drift);
            return drift;
        }
        if (assigned.goal() == Goal.RUNNING) {
            running(app, desired, seen, drift);
        } else if (seen != null && seen.running() != null) {
            drift.add(new Drift(app, Cause.WRONG_STATE, "runs although it should be stopped"));
        }
        if (seen != null && hasFailed(assigned, desired, seen)) {
            drift.add(new Drift(app, Cause.FAILED, "the deployment of " + desired + " failed"));
        }
        if (seen != null && !seen.modifiedFiles().isEmpty()) {
            drift.add(
                    new Drift(app, Cause.MODIFIED, "changed on the host: " + String.join(", ", seen.modifiedFiles())));
        }
        return drift;
    }

    private static void unexpected(AppName app, AppObservation seen, List<Drift> drift) {
        if (seen == null) {
            return;
        }
        if (seen.running() != null) {
            drift.add(new Drift(app, Cause.UNEXPECTED, "runs although it should not be here"));
        } else if (seen.active() != null) {
            drift.add(new Drift(app, Cause.UNEXPECTED, seen.active() + " is installed although it should not be here"));
        }
    }

    private static void running(AppName app, ManifestId desired, AppObservation seen, List<Drift> drift) {
        if (seen == null || seen.active() == null) {
            drift.add(new Drift(app, Cause.MISSING, desired + " is not installed"));
        } else if (!seen.active().equals(desired)) {
            drift.add(new Drift(app, Cause.WRONG_VERSION, "installed is " + seen.active() + ", not " + desired));
        }
        if (seen == null || seen.running() == null) {
            drift.add(new Drift(app, Cause.WRONG_STATE, "nothing runs although it should"));
        } else if (!desired.equals(seen.running().manifestId())) {
            drift.add(new Drift(
                    app, Cause.WRONG_VERSION, "running is " + seen.running().manifestId() + ", not " + desired));
        } else if (seen.phase() != Phase.SERVING) {
            drift.add(new Drift(app, Cause.WRONG_STATE, "runs, but is " + lower(seen.phase())));
        }
    }

    private static boolean hasFailed(Assignment assigned, ManifestId desired, AppObservation seen) {
        DeploymentReport last = seen.deployment();
        return last != null
                && desired.equals(last.manifestId())
                && assigned.attempt() == last.attempt()
                && (last.outcome() == DeploymentReport.Outcome.FAILED
                        || last.outcome() == DeploymentReport.Outcome.ROLLED_BACK);
    }

    private static String lower(Enum<?> value) {
        return value == null ? "unknown" : value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
