package io.globohub.agent.gunicorn;

import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Signal;
import io.globohub.agent.process.Spawner;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Brings a release into service: by handing over the listening sockets when a predecessor serves (no request is lost),
 * else by a plain start.
 *
 * <p>The hand-over, measured on gunicorn 20.0.4 to 27: flip {@code current}, USR2 to the old master, which executes
 * itself anew through {@code current}; wait until the successor's workers have loaded the app; then TERM the old one.
 * If the successor dies or never serves, flip back: the old one never stopped. Idempotent: after a crash at any instant
 * it goes on from the processes it finds. One thread at a time for one app.
 */
public final class SwitchOver {
    private static final Duration POLL = Duration.ofMillis(20);
    /** gunicorn ignores a USR2 until it has noticed that its own predecessor is gone, which it looks for every second. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(1500);

    private static final int EVIDENCE = 30;

    private final Launcher launcher;
    private final Masters masters;
    private final Stopper stopper;
    private final ProcessTable table;
    private final Sleeper sleeper;

    public SwitchOver(Launcher launcher, Masters masters, Stopper stopper, ProcessTable table, Sleeper sleeper) {
        this.launcher = launcher;
        this.masters = masters;
        this.stopper = stopper;
        this.table = table;
        this.sleeper = sleeper;
    }

    /** How it went. */
    public sealed interface Result {
        /** {@code master} serves and nothing else of the app does. */
        record Serving(LiveMaster master, String how) implements Result {}

        /** The release does not serve; a predecessor that served still does, and is {@code current} again. */
        record NotServing(Failure failure) implements Result {}
    }

    /**
     * Brings {@code target} into service.
     *
     * @param previous what {@code predecessor} serves; {@code current} goes back to it on failure
     * @param predecessor the master that is to be replaced, if there is one; any other live master is taken for the
     *     successor of an interrupted attempt
     */
    public Result bring(Manifest target, Optional<Manifest> previous, Optional<ProcessId> predecessor)
            throws InterruptedException {
        AppName app = target.app();
        long logFrom = AppLog.position(launcher.errorLog(app));
        try {
            Optional<LiveMaster> old = predecessor.flatMap(id -> alive(app, id));
            if (old.isPresent() && previous.isPresent() && collide(previous.get(), target)) {
                stopper.stop(app, old.get().id(), grace(previous.get()));
                old = Optional.empty();
            }
            if (old.isEmpty()) {
                return startAlone(target, predecessor, logFrom);
            }
            return handOver(target, previous, old.get(), logFrom);
        } catch (IOException e) {
            undo(target.app(), previous, predecessor);
            return new Result.NotServing(
                    new Failure(Reason.HANDOVER_FAILED, "the release cannot be made current: " + e.getMessage()));
        }
    }

    private Result startAlone(Manifest target, Optional<ProcessId> predecessor, long logFrom)
            throws IOException, InterruptedException {
        AppName app = target.app();
        Optional<LiveMaster> found = successor(app, predecessor);
        OptionalInt exitCode = OptionalInt.empty();
        Spawner.Spawned spawned = null;
        ProcessId id;
        launcher.pointAt(target);
        if (found.isPresent()) {
            id = found.get().id();
        } else {
            stopper.endOrphans(app);
            spawned = launcher.start(target);
            id = spawned.id();
        }
        Optional<LiveMaster> serving = awaitServing(target, id);
        if (serving.isPresent()) {
            return new Result.Serving(serving.get(), "started");
        }
        boolean alive = table.isAlive(id);
        stopper.stop(app, id, grace(target));
        if (spawned != null && spawned.exitCode().isDone() && !alive) {
            exitCode = OptionalInt.of(spawned.exitCode().join());
        }
        return new Result.NotServing(failure(target, alive, exitCode, logFrom, true));
    }

    private Result handOver(Manifest target, Optional<Manifest> previous, LiveMaster old, long logFrom)
            throws IOException, InterruptedException {
        AppName app = target.app();
        launcher.pointAt(target);
        launcher.makeRoom(target, previous.orElse(target));
        Optional<LiveMaster> successor = askForSuccessor(app, old.id());
        Optional<LiveMaster> serving = successor.isEmpty()
                ? Optional.empty()
                : awaitServing(target, successor.get().id());
        if (serving.isEmpty()) {
            boolean alive = successor.map(s -> table.isAlive(s.id())).orElse(false);
            undo(app, previous, Optional.of(old.id()));
            return new Result.NotServing(failure(target, alive, OptionalInt.empty(), logFrom, false));
        }
        boolean graceful = stopper.stop(app, old.id(), grace(previous.orElse(target)));
        return alive(app, serving.get().id())
                .<Result>map(master -> new Result.Serving(
                        master,
                        graceful ? "handed over" : "handed over; the old process had to be killed after its grace"))
                .orElseGet(() -> new Result.NotServing(failure(target, false, OptionalInt.empty(), logFrom, false)));
    }

    private Optional<LiveMaster> askForSuccessor(AppName app, ProcessId old) throws InterruptedException {
        for (int attempt = 0; attempt < 4 && table.isAlive(old); attempt++) {
            Optional<LiveMaster> there = successor(app, Optional.of(old));
            if (there.isPresent()) {
                return there;
            }
            table.signal(old, Signal.USR2);
            for (long waited = 0; waited < ASK_AGAIN.toMillis(); waited += POLL.toMillis()) {
                there = successor(app, Optional.of(old));
                if (there.isPresent()) {
                    return there;
                }
                sleeper.sleep(POLL);
            }
        }
        return successor(app, Optional.of(old));
    }

    private Optional<LiveMaster> successor(AppName app, Optional<ProcessId> predecessor) {
        return masters.find(app).stream()
                .filter(master -> predecessor.map(id -> !id.equals(master.id())).orElse(true))
                .reduce((older, newer) -> newer);
    }

    private Optional<LiveMaster> alive(AppName app, ProcessId id) {
        return masters.find(app).stream()
                .filter(master -> master.id().equals(id))
                .findFirst();
    }

    private Optional<LiveMaster> awaitServing(Manifest target, ProcessId id) throws InterruptedException {
        long limit =
                Duration.ofSeconds(target.settings().startupTimeoutSeconds()).toMillis();
        for (long waited = 0; waited <= limit && table.isAlive(id); waited += POLL.toMillis()) {
            Optional<LiveMaster> master = alive(target.app(), id)
                    .filter(m -> m.serves(target.settings().workers()));
            if (master.isPresent()) {
                return master;
            }
            sleeper.sleep(POLL);
        }
        return Optional.empty();
    }

    /** {@code current} back to what the predecessor serves, and every successor ended. */
    private void undo(AppName app, Optional<Manifest> previous, Optional<ProcessId> predecessor)
            throws InterruptedException {
        try {
            if (previous.isPresent()) {
                launcher.pointAt(previous.get());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        for (LiveMaster master : masters.find(app)) {
            if (predecessor.map(id -> !id.equals(master.id())).orElse(true)) {
                stopper.stop(app, master.id(), Duration.ofSeconds(5));
            }
        }
    }

    private Failure failure(Manifest target, boolean alive, OptionalInt exitCode, long logFrom, boolean withBootLog) {
        List<String> lines = new ArrayList<>();
        if (withBootLog) {
            lines.addAll(AppLog.tail(launcher.bootLog(target.app()), EVIDENCE));
        }
        lines.addAll(AppLog.linesSince(launcher.errorLog(target.app()), logFrom, EVIDENCE));
        if (alive) {
            return new Failure(
                    Reason.STARTUP_TIMEOUT,
                    "the process lives, but its workers did not load the app within "
                            + target.settings().startupTimeoutSeconds() + " s",
                    lines);
        }
        return Ending.of(exitCode, lines);
    }

    private static Duration grace(Manifest manifest) {
        return Duration.ofSeconds(manifest.settings().gracefulTimeoutSeconds() + 2L);
    }

    /**
     * Whether an address of {@code target} cannot be bound while {@code previous} still listens, though it is not one
     * of its own: the same port, once on all interfaces and once on one. Then only stop and start is possible.
     */
    static boolean collide(Manifest previous, Manifest target) {
        return target.settings().bind().stream()
                .filter(wanted -> !previous.settings().bind().contains(wanted))
                .anyMatch(wanted -> previous.settings().bind().stream()
                        .anyMatch(
                                bound -> bound.port() == wanted.port() && (bound.isWildcard() || wanted.isWildcard())));
    }
}
