package io.globohub.controller.rollout;

import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.RolloutHost;
import java.util.List;

/** Hosts that were stale at their turn: they get the change when they return, under the same limit. Pure. */
final class LateHosts {
    private LateHosts() {}

    /** Hosts that were left out only because they did not check in. */
    static List<RolloutHost> owed(Board board) {
        return board.hosts(host -> host.status() == HostStatus.SKIPPED && host.reason() == Reason.AGENT_STALE);
    }

    /** Those of them that are back. */
    static List<RolloutHost> returned(Board board) {
        return owed(board).stream()
                .filter(host -> board.facts(host) != null
                        && board.facts(host).isFresh()
                        && board.facts(host).hold() == null)
                .toList();
    }

    /** Goes on after the rollout has succeeded, until nothing is owed. */
    static void serve(Board board, boolean settled) {
        board.in(HostStatus.UPDATING).forEach(host -> observe(board, host, settled));
        dropOvertaken(board);
        int free = board.rollout().policy().batchLimit() - (int) board.count(HostStatus.UPDATING);
        returned(board).stream()
                .filter(host -> !board.facts(host).busy())
                .limit(Math.max(0, free))
                .forEach(host -> RolloutDecider.turn(board, host));
        boolean owing = !owed(board).isEmpty() || board.count(HostStatus.UPDATING) > 0;
        if (owing != board.progress().late()) {
            board.progress(board.progress().owing(owing));
        }
    }

    private static void observe(Board board, RolloutHost host, boolean settled) {
        Verdict verdict = RolloutDecider.verdict(board, host);
        if (verdict instanceof Verdict.Healthy) {
            board.put(host.ended(HostStatus.DONE, null, null, List.of(), board.now()));
        } else if (verdict instanceof Verdict.Failed failed && RolloutDecider.mayBelieve(failed, settled)) {
            Failure why = failed.failure();
            RolloutHost ended = host.ended(HostStatus.FAILED, why.reason(), why.detail(), why.evidence(), board.now());
            boolean goesBack = board.rollout().policy().onFailure() == OnFailure.ROLLBACK && host.canGoBack();
            if (goesBack) {
                board.put(ended, WayBack.assignment(host));
            } else {
                board.put(ended);
            }
        }
    }

    /** Whoever got another assignment meanwhile is no longer owed this one; nor is one that was retired. */
    private static void dropOvertaken(Board board) {
        for (RolloutHost host : owed(board)) {
            HostFacts facts = board.facts(host);
            if (facts == null || isOvertaken(host, facts.assigned())) {
                board.put(host.ended(
                        HostStatus.SKIPPED,
                        Reason.CONFLICT,
                        "was stale, and was given something else before it returned",
                        List.of(),
                        board.now()));
            }
        }
    }

    /** Ids of rollouts sort by their time. */
    private static boolean isOvertaken(RolloutHost host, Assignment assigned) {
        return assigned != null
                && assigned.rolloutId() != null
                && assigned.rolloutId().compareTo(host.rolloutId()) > 0;
    }
}
