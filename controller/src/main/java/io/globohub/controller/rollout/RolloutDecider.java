package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.rollout.Decision.Assign;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Decides how a rollout goes on, from what is remembered of it and what is seen of its hosts. Pure: the same input gives
 * the same decision, and a decision that was not carried out is made again.
 *
 * <pre>
 *            +--resume--+            failures > max, or deadline, or asked
 *            v          |          +--------------------------------------> ROLLING_BACK --> ROLLED_BACK
 *   start -> RUNNING -> PAUSED     |  (on_failure: rollback)
 *            |  ^ batch by batch --+--> PAUSED (pause) or FAILED (stop)
 *            +--+----------------------> SUCCEEDED (then: stale hosts that return), ABORTED (asked)
 * </pre>
 */
public final class RolloutDecider {
    /** Longer than any build of an environment: a host that says nothing of success or failure must end, too. */
    static final Duration LIMIT = Duration.ofHours(1);

    /** A restart builds nothing; one that failed is seen by the old process serving on. */
    static final Duration RESTART_LIMIT = Duration.ofMinutes(5);

    private RolloutDecider() {}

    /**
     * What follows now.
     *
     * @param facts by host id; a host that is missing here was retired
     * @param settled false shortly after the controller's own start, when silence of a host means nothing yet
     */
    public static Decision next(
            Rollout rollout, List<RolloutHost> hosts, Map<String, HostFacts> facts, Instant now, boolean settled) {
        Board board = new Board(rollout, hosts, facts, now);
        switch (rollout.progress().status()) {
            case RUNNING -> run(board, settled);
            case PAUSED -> observe(board, settled);
            case ROLLING_BACK -> WayBack.continueOn(board, settled);
            case SUCCEEDED -> LateHosts.serve(board, settled);
            case FAILED, ROLLED_BACK, ABORTED -> {}
        }
        return board.decision();
    }

    private static void run(Board board, boolean settled) {
        observe(board, settled);
        long failures = board.count(HostStatus.FAILED);
        if (failures
                > Math.max(
                        board.rollout().policy().maxFailures(), board.progress().acceptedFailures())) {
            fail(board, Reason.MAX_FAILURES, failures + " failed: " + firstFailure(board));
            return;
        }
        Instant deadline = board.rollout().policy().deadlineAt();
        if (deadline != null && !board.now().isBefore(deadline)) {
            fail(board, Reason.DEADLINE, "the time for the rollout was up at " + deadline);
            return;
        }
        // several batches may pass at once when they hold nobody who can be changed
        while (board.progress().status() == Status.RUNNING && Batches.step(board, settled)) {}
    }

    /** Takes in how the hosts in work are doing. */
    private static void observe(Board board, boolean settled) {
        for (RolloutHost host : board.in(HostStatus.UPDATING, HostStatus.BAKING)) {
            Verdict verdict = verdict(board, host);
            if (verdict instanceof Verdict.Failed failed && mayBelieve(failed, settled)) {
                Failure why = failed.failure();
                board.put(host.ended(HostStatus.FAILED, why.reason(), why.detail(), why.evidence(), board.now()));
            } else if (verdict instanceof Verdict.Healthy && host.status() == HostStatus.UPDATING) {
                board.put(host.healthy(board.now()));
            } else if (verdict instanceof Verdict.Pending && host.status() == HostStatus.BAKING) {
                board.put(host.healthy(null));
            }
        }
    }

    /** How the host stands towards what it was told; silence ends after {@link #LIMIT}. */
    static Verdict verdict(Board board, RolloutHost host) {
        Verdict verdict = Verdict.of(host, board.rollout().goal(), host.target(), board.facts(host));
        boolean isTooLong = host.startedAt() != null
                && host.status() == HostStatus.UPDATING
                && !board.now().isBefore(host.startedAt().plus(limit(board)));
        return verdict instanceof Verdict.Pending && isTooLong
                ? new Verdict.Failed(new Failure(
                        Reason.DEADLINE,
                        "it was not done within " + limit(board).toMinutes() + " minutes"))
                : verdict;
    }

    private static Duration limit(Board board) {
        return board.rollout().isRestart() ? RESTART_LIMIT : LIMIT;
    }

    /** After its own start the controller must hear from its hosts before it calls one lost. */
    static boolean mayBelieve(Verdict.Failed failed, boolean settled) {
        return settled || failed.failure().reason() != Reason.AGENT_STALE;
    }

    private static String firstFailure(Board board) {
        return board.in(HostStatus.FAILED).stream()
                .min(Comparator.comparing(RolloutHost::endedAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(host -> host.name() + ": " + host.detail())
                .orElse("none");
    }

    private static void fail(Board board, Reason reason, String detail) {
        OnFailure policy = board.rollout().policy().onFailure();
        Map<String, Object> body = Map.of("on_failure", policy, "hosts", board.in(HostStatus.FAILED));
        board.note(board.event(EventKind.ROLLOUT_FAILED, detail).because(reason).withBody(body));
        switch (policy) {
            case ROLLBACK -> WayBack.begin(board, reason, detail);
            case PAUSE ->
                board.progress(
                        board.progress().to(Status.PAUSED, reason, detail).accepting((int)
                                board.count(HostStatus.FAILED)));
            case STOP -> {
                leaveOut(board, reason, "the rollout stopped before this host's turn");
                board.progress(board.progress().ended(Status.FAILED, reason, detail, board.now(), false));
            }
        }
    }

    /** Hosts whose turn never came. */
    static void leaveOut(Board board, Reason reason, String sentence) {
        for (RolloutHost host : board.in(HostStatus.WAITING)) {
            board.put(host.ended(HostStatus.SKIPPED, reason, sentence, List.of(), board.now()));
        }
    }

    /** The host's turn has come. */
    static void turn(Board board, RolloutHost host) {
        RolloutHost updating = host.updating(board.now());
        board.put(
                board.rollout().isRestart()
                        ? updating.replacing(Verdict.process(board.facts(host).seen()))
                        : updating,
                assignment(board, host));
    }

    /** What a host of this rollout is told. */
    static Assign assignment(Board board, RolloutHost host) {
        Rollout rollout = board.rollout();
        return new Assign(rollout.goal(), host.target(), rollout.policy().retry(), rollout.isRestart());
    }
}
