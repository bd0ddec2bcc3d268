package io.globohub.agent.gunicorn;

import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Signal;
import io.globohub.common.manifest.AppName;
import io.globohub.common.time.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Ends gunicorn processes: TERM, the time they are allowed, then KILL. Only processes that carry the app's tag are ever
 * signalled.
 */
public final class Stopper {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final Masters masters;
    private final ProcessTable table;
    private final Sleeper sleeper;

    public Stopper(Masters masters, ProcessTable table, Sleeper sleeper) {
        this.masters = masters;
        this.table = table;
        this.sleeper = sleeper;
    }

    /** Stops one master with its workers. Returns whether it ended by itself within {@code grace}. */
    public boolean stop(AppName app, ProcessId master, Duration grace) throws InterruptedException {
        boolean graceful = !table.signal(master, Signal.TERM) || waitUntil(() -> !table.isAlive(master), grace);
        if (!graceful) {
            table.signal(master, Signal.KILL);
            waitUntil(() -> !table.isAlive(master), AFTER_KILL);
        }
        endOrphans(app);
        return graceful;
    }

    /** Stops every process of the app. */
    public void stopAll(AppName app, Duration grace) throws InterruptedException {
        for (LiveMaster master : masters.find(app)) {
            stop(app, master.id(), grace);
        }
        endOrphans(app);
    }

    /** Ends workers whose master is gone, which would hold the port; returns how many there were. */
    public int endOrphans(AppName app) throws InterruptedException {
        List<ProcessEntry> orphans = masters.orphans(app);
        kill(orphans);
        masters.forgetTheDead(app);
        return orphans.size();
    }

    /** Ends every trial process of the app. */
    public void endCandidates(AppName app, Duration grace) throws InterruptedException {
        List<ProcessEntry> trial = masters.candidates(app);
        trial.forEach(process -> table.signal(process.id(), Signal.TERM));
        waitUntil(() -> trial.stream().noneMatch(process -> table.isAlive(process.id())), grace);
        kill(masters.candidates(app));
    }

    private void kill(List<ProcessEntry> processes) throws InterruptedException {
        processes.forEach(process -> table.signal(process.id(), Signal.KILL));
        waitUntil(() -> processes.stream().noneMatch(process -> table.isAlive(process.id())), AFTER_KILL);
    }

    private boolean waitUntil(BooleanSupplier done, Duration limit) throws InterruptedException {
        for (long waited = 0; !done.getAsBoolean(); waited += POLL.toMillis()) {
            if (waited >= limit.toMillis()) {
                return false;
            }
            sleeper.sleep(POLL);
        }
        return true;
    }
}
