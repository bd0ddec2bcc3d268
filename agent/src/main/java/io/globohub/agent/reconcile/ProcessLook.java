package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.ArrayList;
import java.util.List;

/** A regular look at the processes of a live master: which workers were replaced, which processes do not run. */
final class ProcessLook {
    private static final long LOOK_MILLIS = 1_000;

    private final WorkerWatch workers;
    private final StoppedWatch stopped;
    private final PostMortem postMortem;
    private final AppVoice voice;
    private long nextAt = Long.MIN_VALUE;

    ProcessLook(AppName app, Masters masters, ProcessTable table, PostMortem postMortem, AppVoice voice) {
        this.workers = new WorkerWatch(app, masters, table);
        this.stopped = new StoppedWatch(table);
        this.postMortem = postMortem;
        this.voice = voice;
    }

    /** Makes the next look due at once: there is something new to know. */
    void soon() {
        nextAt = Long.MIN_VALUE;
    }

    /**
     * @param served whether it has served, so that a worker's end is a loss
     * @param wanted how many workers there should be
     * @param logFrom where the log stood when the master began
     */
    void look(ProcessId master, boolean served, int wanted, long logFrom, long now) {
        if (now < nextAt) {
            return;
        }
        nextAt = now + LOOK_MILLIS;
        postMortem.countKills();
        if (served) {
            for (ProcessId worker : workers.gone(master, wanted)) {
                Failure why = postMortem.ofWorker(worker, logFrom);
                voice.tell(EventKind.PROCESS_EXITED, why.detail(), why);
                voice.processLost(why.detail(), why);
            }
        }
        List<ProcessId> processes = new ArrayList<>(workers.known());
        processes.add(master);
        for (ProcessId process : stopped.wake(processes, now)) {
            String which = process.equals(master) ? "the master " : "worker ";
            String message = which + process.pid() + " was stopped (SIGSTOP) and was let run on";
            voice.tell(EventKind.LIVENESS_FAILED, message, new Failure(Reason.PROCESS_STOPPED, message));
        }
    }
}
