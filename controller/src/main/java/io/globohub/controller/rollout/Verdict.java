package io.globohub.controller.rollout;

import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.DeploymentReport.Outcome;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.RolloutHost;

/** Whether a host has become what it was told to be. Pure. */
sealed interface Verdict {
    /** Not yet. */
    record Pending() implements Verdict {}

    /** It is. */
    record Healthy() implements Verdict {}

    /** It is not, and will not become so by itself. */
    record Failed(Failure failure) implements Verdict {}

    /**
     * Judges what is seen of {@code host}.
     *
     * @param goal what the host was told
     * @param target the manifest it was told; unused when the goal is absent
     * @param facts null when the host was retired
     */
    static Verdict of(RolloutHost host, Goal goal, ManifestId target, HostFacts facts) {
        if (facts == null) {
            return new Failed(new Failure(Reason.HOST_NOT_FOUND, "the host was retired meanwhile"));
        }
        if (facts.freshness() == Freshness.LOST) {
            return new Failed(new Failure(Reason.AGENT_STALE, "the host was lost while it was being changed"));
        }
        // what the agent said before it knew of this change says nothing about it
        if (facts.observedGeneration() < host.generation()) {
            return new Pending();
        }
        return switch (goal) {
            case RUNNING -> running(host, target, facts.seen());
            case STOPPED -> stopped(host, facts.seen());
            case ABSENT -> absent(host, facts.seen());
        };
    }

    private static Verdict running(RolloutHost host, ManifestId target, AppObservation seen) {
        if (seen == null) {
            return new Pending();
        }
        DeploymentReport deployment = seen.deployment();
        if (deployment != null
                && target.equals(deployment.manifestId())
                && deployment.attempt() == host.attempt()
                && hasFailed(deployment)) {
            return new Failed(failure(deployment, seen));
        }
        if (wasGivenUp(host, target, seen)) {
            return new Failed(seen.failure());
        }
        boolean serves = seen.running() != null && target.equals(seen.running().manifestId());
        if (serves && seen.phase() == Phase.SERVING && isReplaced(host, seen)) {
            return new Healthy();
        }
        if (seen.phase() == Phase.CRASH_LOOP && (serves || target.equals(seen.active()))) {
            return new Failed(
                    seen.failure() != null
                            ? seen.failure()
                            : new Failure(Reason.CRASH_LOOP, "the app died again and again after the switch"));
        }
        return new Pending();
    }

    /**
     * Whether the agent has brought back, by itself, what served before: that comes without a deployment report. A crash
     * loop from before this rollout is no such thing: nothing serves during one.
     */
    private static boolean wasGivenUp(RolloutHost host, ManifestId target, AppObservation seen) {
        DeploymentReport last = seen.deployment();
        boolean isOlder = last != null && target.equals(last.manifestId()) && last.attempt() < host.attempt();
        return seen.failure() != null
                && seen.failure().reason() == Reason.CRASH_LOOP
                && seen.phase() == Phase.SERVING
                && seen.running() != null
                && !target.equals(seen.running().manifestId())
                && !isOlder;
    }

    /** Whether the process that a restart has to replace is gone; anything else replaces none. */
    private static boolean isReplaced(RolloutHost host, AppObservation seen) {
        return host.processBefore() == null || !host.processBefore().equals(process(seen));
    }

    /** Tells processes apart, also when a number is used again; null when none runs. */
    static String process(AppObservation seen) {
        return seen == null || seen.running() == null
                ? null
                : seen.running().pid() + "@" + seen.running().startedAt();
    }

    private static Verdict stopped(RolloutHost host, AppObservation seen) {
        if (seen == null || (seen.running() == null && (seen.phase() == null || seen.phase() == Phase.STOPPED))) {
            return new Healthy();
        }
        return failedInThisRollout(host, seen);
    }

    private static Verdict absent(RolloutHost host, AppObservation seen) {
        if (seen == null || (seen.running() == null && seen.active() == null)) {
            return new Healthy();
        }
        return failedInThisRollout(host, seen);
    }

    /** Stopping and removing do not change the manifest, so only a report of this very rollout counts. */
    private static Verdict failedInThisRollout(RolloutHost host, AppObservation seen) {
        DeploymentReport deployment = seen.deployment();
        return deployment != null && host.rolloutId().equals(deployment.rolloutId()) && hasFailed(deployment)
                ? new Failed(failure(deployment, seen))
                : new Pending();
    }

    static boolean hasFailed(DeploymentReport deployment) {
        return deployment.outcome() == Outcome.FAILED || deployment.outcome() == Outcome.ROLLED_BACK;
    }

    private static Failure failure(DeploymentReport deployment, AppObservation seen) {
        if (deployment.failure() != null) {
            return deployment.failure();
        }
        return seen.failure() != null
                ? seen.failure()
                : new Failure(Reason.AGENT_ERROR, "the deployment failed and the agent gave no reason");
    }
}
