package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.RolloutPolicy;
import io.globohub.controller.records.RolloutProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The road forward: one batch after the other, each behind a gate. Pure. */
final class Batches {
    /** The first of a large batch shall not wait until the last is written down, and others want to write, too. */
    static final int TOLD_AT_ONCE = 2000;

    private Batches() {}

    /** Moves on as far as one batch allows; true when the next one may be looked at at once. */
    static boolean step(Board board, boolean settled) {
        RolloutProgress progress = board.progress();
        if (progress.batch() == 0) {
            return begin(board, 1);
        }
        assignWaiting(board, settled);
        List<RolloutHost> batch = board.hosts(host -> host.batch() == progress.batch());
        if (batch.stream()
                .anyMatch(host -> host.status() == HostStatus.WAITING || host.status() == HostStatus.UPDATING)) {
            board.progress(progress.gateAt(null));
            return false;
        }
        Instant opens = gate(board, batch);
        board.progress(progress.gateAt(opens));
        if (opens != null && board.now().isBefore(opens)) {
            return false;
        }
        batch.stream()
                .filter(host -> host.status() == HostStatus.BAKING)
                .forEach(host -> board.put(host.ended(HostStatus.DONE, board.now())));
        return passCanary(board) && begin(board, progress.batch() + 1);
    }

    private static void assignWaiting(Board board, boolean settled) {
        int batch = board.progress().batch();
        int told = 0;
        for (RolloutHost host : board.hosts(one -> one.batch() == batch && one.status() == HostStatus.WAITING)) {
            HostFacts facts = board.facts(host);
            if (facts == null) {
                skip(board, host, Reason.HOST_NOT_FOUND, "the host was retired meanwhile");
            } else if (facts.hold() != null) {
                Hold hold = facts.hold();
                skip(board, host, Reason.HELD, "held by " + hold.owner() + ": " + hold.reason());
            } else if (facts.isFresh()) {
                if (told < TOLD_AT_ONCE) {
                    RolloutDecider.turn(board, host);
                    told++;
                }
            } else if (settled) {
                skip(board, host, Reason.AGENT_STALE, "does not check in; it gets the change when it returns");
            }
        }
    }

    private static void skip(Board board, RolloutHost host, Reason reason, String sentence) {
        board.put(host.ended(HostStatus.SKIPPED, reason, sentence, List.of(), board.now()));
    }

    /** When the batch has baked: counted from the host that became healthy last. */
    private static Instant gate(Board board, List<RolloutHost> batch) {
        return batch.stream()
                .filter(host -> host.status() == HostStatus.BAKING)
                .map(RolloutHost::healthyAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .map(last -> last.plusSeconds(board.rollout().policy().bakeSeconds()))
                .orElse(null);
    }

    private static boolean passCanary(Board board) {
        RolloutPolicy policy = board.rollout().policy();
        RolloutProgress progress = board.progress();
        boolean isCanary = policy.canary() > 0 && progress.batch() == 1 && progress.batches() > 1;
        if (!isCanary || progress.promoted()) {
            return true;
        }
        if (policy.autoPromote()) {
            board.note(board.event(EventKind.ROLLOUT_PROMOTED, "the canary has baked and is promoted by itself"));
            board.progress(progress.awaiting(false, true));
            return true;
        }
        board.progress(progress.awaiting(true, false));
        return false;
    }

    private static boolean begin(Board board, int number) {
        RolloutProgress progress = board.progress();
        int batches = progress.batches();
        if (number > batches) {
            if (!takeBackReturned(board, number)) {
                finish(board);
                return false;
            }
            batches = number;
        }
        board.progress(progress.inBatch(number, batches));
        long size = board.hosts(host -> host.batch() == number).size();
        board.note(board.event(
                        EventKind.ROLLOUT_BATCH_STARTED, "batch " + number + " of " + batches + ": " + Many.hosts(size))
                .withBody(Map.of("batch", number, "batches", batches)));
        return true;
    }

    /** Hosts that were stale at their turn and are back form one more batch, no larger than the others. */
    private static boolean takeBackReturned(Board board, int number) {
        List<RolloutHost> returned = LateHosts.returned(board).stream()
                .limit(board.rollout().policy().batchLimit())
                .toList();
        returned.forEach(host -> board.put(host.waitingIn(number)));
        return !returned.isEmpty();
    }

    private static void finish(Board board) {
        long done = board.count(HostStatus.DONE);
        long failed = board.count(HostStatus.FAILED);
        long skipped = board.count(HostStatus.SKIPPED);
        List<RolloutHost> stale = LateHosts.owed(board);
        String detail = done + " done, " + failed + " failed, " + skipped + " skipped"
                + (stale.isEmpty() ? "" : " (" + stale.size() + " stale: changed when they return)");
        Reason reason = stale.isEmpty() ? null : Reason.AGENT_STALE;
        board.note(board.event(EventKind.ROLLOUT_SUCCEEDED, detail).because(reason));
        board.progress(board.progress().ended(Status.SUCCEEDED, reason, detail, board.now(), !stale.isEmpty()));
    }
}
