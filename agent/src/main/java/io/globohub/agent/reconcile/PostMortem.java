package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.AppLog;
import io.globohub.agent.gunicorn.Ending;
import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Spawner;
import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds out why a master that is gone ended: from its exit code if it was our child, and from what it wrote. */
final class PostMortem {
    private static final int EVIDENCE = 30;

    private final AppName app;
    private final Launcher launcher;
    /** How many processes of the app the kernel had ended for want of memory, at the last look and at the one before. */
    private long kills;

    private long killsBefore;

    PostMortem(AppName app, Launcher launcher) {
        this.app = app;
        this.launcher = launcher;
        this.kills = launcher.groups().oomKills(app);
        this.killsBefore = kills;
    }

    /**
     * Looks how many the kernel has ended so far; called before each look at the processes. A death that is seen when one
     * more has been ended since the look before was such an end.
     */
    void countKills() {
        killsBefore = kills;
        kills = launcher.groups().oomKills(app);
    }

    private Failure orWantOfMemory(Failure failure) {
        return launcher.groups().oomKills(app) > killsBefore
                ? new Failure(
                        Reason.OUT_OF_MEMORY,
                        failure.detail() + "; the kernel ended it for want of memory",
                        failure.evidence())
                : failure;
    }

    /**
     * @param child the process the agent started last, or null
     * @param logFrom where the log stood when the master began
     */
    Failure of(ProcessId master, Spawner.Spawned child, long logFrom) {
        boolean ours = child != null && child.id().equals(master);
        List<String> log = evidence(logFrom);
        return orWantOfMemory(Ending.of(
                ours ? exitCode(child.exitCode()) : OptionalInt.empty(),
                ours && log.isEmpty() ? AppLog.tail(launcher.bootLog(app), EVIDENCE) : log));
    }

    /** Why a worker is gone while its master lives on. */
    Failure ofWorker(ProcessId worker, long logFrom) {
        return orWantOfMemory(Ending.ofWorker(worker.pid(), evidence(logFrom)));
    }

    /** Of a master that was remembered and is gone, though nobody saw it end. */
    Failure unseen(ProcessId master, ProcessTable table) {
        boolean rebooted = !table.bootId().equals(master.bootId());
        return new Failure(
                Reason.PROCESS_DIED,
                "the master " + master.pid() + " ended while it was not watched"
                        + (rebooted ? ", since the host was restarted" : ""),
                AppLog.tail(launcher.errorLog(app), EVIDENCE));
    }

    /** What the app wrote since. */
    List<String> evidence(long logFrom) {
        return AppLog.linesSince(launcher.errorLog(app), logFrom, EVIDENCE);
    }

    /** The code arrives a moment after the process has vanished from the table. */
    private static OptionalInt exitCode(CompletableFuture<Integer> exit) {
        try {
            return OptionalInt.of(exit.get(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } catch (ExecutionException | TimeoutException unknown) {
            return OptionalInt.empty();
        }
    }
}
