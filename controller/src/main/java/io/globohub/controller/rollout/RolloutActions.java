package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.Session;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** What people may do to a rollout on its way. Repeating an action that has taken effect changes nothing. Thread-safe. */
public final class RolloutActions {
    private final Records records;
    private final RolloutApply apply;
    private final Runnable newsForRollouts;

    /** The actions by their name in the address. */
    public enum Action {
        PAUSE,
        RESUME,
        PROMOTE,
        ABORT,
        ROLLBACK;

        /** Refuses an unknown name. */
        public static Action named(String name) {
            for (Action action : values()) {
                if (action.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return action;
                }
            }
            throw new Refused(Reason.NOT_FOUND, "'" + name + "' is none of pause, resume, promote, abort and rollback");
        }
    }

    public RolloutActions(Records records, RolloutApply apply, Runnable newsForRollouts) {
        this.records = records;
        this.apply = apply;
        this.newsForRollouts = newsForRollouts;
    }

    /** @param revision grows with every change of the rollout */
    public record Seen(RolloutView view, long revision) {}

    /** @param check is given the revision that is about to change, and may refuse */
    public Seen act(String id, Action action, Principal.Bearer who, LongConsumer check) {
        Seen view = apply.write(
                session -> {
                    Rollout rollout = find(session, id);
                    who.mustChange(rollout.app());
                    check.accept(rollout.revision());
                    Decision decision = switch (action) {
                        case PAUSE -> pause(rollout);
                        case RESUME -> resume(rollout, apply.now());
                        case PROMOTE -> promote(rollout);
                        case ABORT -> abort(session, rollout);
                        case ROLLBACK -> rollback(session, rollout);
                    };
                    if (decision != null) {
                        apply.apply(session, rollout, decision, who.actor());
                    }
                },
                session -> view(session, id));
        newsForRollouts.run();
        return view;
    }

    /** The rollout with all its hosts. */
    public Seen get(String id) {
        return records.read(session -> view(session, id));
    }

    private static Seen view(Session session, String id) {
        Rollout rollout = find(session, id);
        return new Seen(RolloutViews.view(rollout, session.rollouts().hosts(id)), rollout.revision());
    }

    private static Rollout find(Session session, String id) {
        return session.rollouts()
                .byId(id)
                .orElseThrow(() -> new Refused(Reason.ROLLOUT_NOT_FOUND, "there is no rollout " + id));
    }

    private static Decision pause(Rollout rollout) {
        if (rollout.progress().status() == Status.PAUSED) {
            return null;
        }
        allow(rollout, Action.PAUSE, Status.RUNNING);
        return change(rollout, Status.PAUSED, EventKind.ROLLOUT_PAUSED, "paused");
    }

    private static Decision resume(Rollout rollout, Instant now) {
        if (rollout.progress().status() == Status.RUNNING) {
            return null;
        }
        allow(rollout, Action.RESUME, Status.PAUSED);
        Instant deadline = rollout.policy().deadlineAt();
        if (deadline != null && !now.isBefore(deadline)) {
            throw new Refused(
                    Reason.CONFLICT,
                    "the time for this rollout was up at " + deadline
                            + ": abort it and start another one for the remaining hosts, or roll it back");
        }
        return change(rollout, Status.RUNNING, EventKind.ROLLOUT_RESUMED, "resumed");
    }

    private static Decision change(Rollout rollout, Status next, EventKind kind, String verb) {
        return new Decision(
                rollout.progress().to(next, null, null), List.of(), List.of(event(rollout, kind, "rollout " + verb)));
    }

    private static Decision promote(Rollout rollout) {
        if (rollout.progress().promoted()) {
            return null;
        }
        if (!rollout.progress().awaitingPromotion()) {
            throw new Refused(Reason.CONFLICT, "no canary of this rollout waits for a promotion");
        }
        return new Decision(
                rollout.progress().awaiting(false, true),
                List.of(),
                List.of(event(rollout, EventKind.ROLLOUT_PROMOTED, "the canary was promoted")));
    }

    private Decision abort(Session session, Rollout rollout) {
        if (rollout.progress().status() == Status.ABORTED) {
            return null;
        }
        allow(rollout, Action.ABORT, Status.RUNNING, Status.PAUSED, Status.ROLLING_BACK);
        Board board = apply.board(session, rollout);
        String detail = "aborted: hosts keep what they were told last";
        RolloutDecider.leaveOut(board, Reason.ABORTED, "the rollout was aborted before this host's turn");
        board.note(event(rollout, EventKind.ROLLOUT_ABORTED, detail));
        board.progress(board.progress().ended(Status.ABORTED, Reason.ABORTED, detail, board.now(), false));
        return board.decision();
    }

    private Decision rollback(Session session, Rollout rollout) {
        Status status = rollout.progress().status();
        if (status == Status.ROLLING_BACK || status == Status.ROLLED_BACK) {
            return null;
        }
        Board board = apply.board(session, rollout);
        if (board
                .hosts(host -> host.canGoBack()
                        && board.facts(host) != null
                        && board.facts(host).busy())
                .stream()
                .findAny()
                .isPresent()) {
            throw new Refused(
                    Reason.ROLLOUT_CONFLICT, "another rollout of " + rollout.app() + " is at work on these hosts");
        }
        WayBack.begin(board, Reason.ROLLED_BACK, "asked to roll back");
        return board.decision();
    }

    private static void allow(Rollout rollout, Action action, Status... from) {
        Status status = rollout.progress().status();
        if (!List.of(from).contains(status)) {
            throw new Refused(
                    Reason.CONFLICT,
                    "a rollout that is " + lower(status) + " cannot be changed by " + lower(action) + "; possible is: "
                            + possible(status));
        }
    }

    private static String possible(Status status) {
        return switch (status) {
            case RUNNING -> "pause, promote, abort, rollback";
            case PAUSED -> "resume, abort, rollback";
            case ROLLING_BACK -> "abort";
            case SUCCEEDED, FAILED, ABORTED -> "rollback";
            case ROLLED_BACK -> "nothing";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static NewEvent event(Rollout rollout, EventKind kind, String message) {
        return NewEvent.of(kind, NewEvent.CONTROLLER, message)
                .ofApp(rollout.app(), rollout.version())
                .inRollout(rollout.id());
    }
}
