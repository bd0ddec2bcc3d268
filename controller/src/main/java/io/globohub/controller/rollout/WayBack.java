package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.rollout.Decision.Assign;
import java.time.Duration;
import java.util.List;

/** The road back: every host that was touched is told, once, what it was told before. Pure. */
final class WayBack {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private WayBack() {}

    /** Turns round: from now on the rollout only brings back. */
    static void begin(Board board, Reason reason, String detail) {
        RolloutDecider.leaveOut(board, reason, "the rollout was rolled back before this host's turn");
        List<RolloutHost> touched =
                board.hosts(host -> host.canGoBack() && isInPlace(host) && isStillOurs(board, host));
        for (RolloutHost host : touched) {
            board.put(host.to(HostStatus.ROLLING_BACK), assignment(host));
        }
        board.in(HostStatus.UPDATING, HostStatus.BAKING)
                .forEach(host -> board.put(host.ended(HostStatus.DONE, board.now())));
        board.progress(board.progress()
                .to(Status.ROLLING_BACK, reason, detail)
                .rollingBackUntil(board.now().plus(LIMIT)));
    }

    private static boolean isInPlace(RolloutHost host) {
        return switch (host.status()) {
            case UPDATING, BAKING, DONE, FAILED -> true;
            case WAITING, SKIPPED, ROLLING_BACK, ROLLED_BACK -> false;
        };
    }

    /** What another rollout has assigned since is not ours to take back. */
    private static boolean isStillOurs(Board board, RolloutHost host) {
        HostFacts facts = board.facts(host);
        return facts != null
                && facts.assigned() != null
                && board.rollout().id().equals(facts.assigned().rolloutId());
    }

    /** What the host had before; a host that had nothing gets rid of the app. */
    static Assign assignment(RolloutHost host) {
        return host.fromManifest() == null
                ? new Assign(Goal.ABSENT, host.target(), false, false)
                : new Assign(host.fromGoal(), host.fromManifest(), false, false);
    }

    /**
     * What a host that has {@code before} assigned goes back to: what it really ran, when that is something else because
     * the assigned manifest had failed there or somebody chose on the host itself. Null when it ran nothing of it.
     */
    static ManifestId target(Assignment before, AppObservation seen, ManifestIds ids) {
        ManifestId assigned = ids.of(before.manifest());
        if (before.goal() != Goal.RUNNING || seen == null) {
            return assigned;
        }
        DeploymentReport last = seen.deployment();
        boolean failed = last != null && assigned.equals(last.manifestId()) && Verdict.hasFailed(last);
        boolean givenUp =
                seen.failure() != null && seen.failure().reason() == Reason.CRASH_LOOP && seen.phase() == Phase.SERVING;
        if (!failed && !givenUp && seen.override() == null) {
            return assigned;
        }
        return seen.running() == null ? null : seen.running().manifestId();
    }

    static void continueOn(Board board, boolean settled) {
        board.in(HostStatus.ROLLING_BACK).forEach(host -> observe(board, host, settled));
        if (board.count(HostStatus.ROLLING_BACK) == 0) {
            finish(board);
        }
    }

    private static void observe(Board board, RolloutHost host, boolean settled) {
        Assign before = assignment(host);
        Verdict verdict = Verdict.of(host, before.goal(), before.manifest(), board.facts(host));
        if (verdict instanceof Verdict.Healthy) {
            board.put(host.ended(HostStatus.ROLLED_BACK, board.now()));
        } else if (verdict instanceof Verdict.Failed failed && RolloutDecider.mayBelieve(failed, settled)) {
            board.put(broken(board, host, failed.failure()));
        } else if (!board.now().isBefore(board.progress().rollbackBy())) {
            board.put(broken(board, host, new Failure(Reason.DEADLINE, "it was not back in time")));
        }
    }

    private static RolloutHost broken(Board board, RolloutHost host, Failure why) {
        if (why.reason() == Reason.AGENT_STALE) {
            return host.ended(
                    HostStatus.ROLLED_BACK,
                    Reason.AGENT_STALE,
                    "it is lost; it is told what it had before and goes back when it returns",
                    why.evidence(),
                    board.now());
        }
        return host.ended(
                HostStatus.FAILED,
                why.reason(),
                "could not be brought back: " + why.detail(),
                why.evidence(),
                board.now());
    }

    private static void finish(Board board) {
        long back = board.count(HostStatus.ROLLED_BACK);
        String detail = board.progress().detail() + "; " + Many.hosts(back) + " brought back";
        Reason reason = board.progress().reason();
        board.note(board.event(EventKind.ROLLOUT_ROLLED_BACK, detail).because(reason));
        board.progress(board.progress().ended(Status.ROLLED_BACK, reason, detail, board.now(), false));
    }
}
