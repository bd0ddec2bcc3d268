package io.globohub.agent.reconcile;

import io.globohub.agent.process.ProcessId;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.supervise.MemoryWatch;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an app that serves needs now and then, while no deployment is at work: its logs rotated, {@code current} put
 * back, its memory kept within its limit. Only the app's loop calls it.
 */
final class AppCare {
    private static final Logger LOG = LoggerFactory.getLogger(AppCare.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long LIMITS_MILLIS = 5_000;

    private final AppName app;
    private final AppMemory memory;
    private final AppVoice voice;
    private final AppUpkeep upkeep;
    private final AppLoop.Tools tools;
    private MemoryWatch memoryWatch = MemoryWatch.NEW;
    private long nextLookAt = Long.MIN_VALUE;
    private long nextLimitsAt = Long.MIN_VALUE;
    private ProcessId reopened;
    private String lastFault = "";

    AppCare(AppName app, AppMemory memory, AppVoice voice, AppUpkeep upkeep, AppLoop.Tools tools) {
        this.app = app;
        this.memory = memory;
        this.voice = voice;
        this.upkeep = upkeep;
        this.tools = tools;
    }

    void look(Supervisor.Snapshot seen) throws InterruptedException {
        long now = tools.monotonicMillis().getAsLong();
        AppRecord record = memory.get();
        if (now < nextLookAt || record.active() == null) {
            return;
        }
        nextLookAt = now + LOOK_MILLIS;
        memory.settle();
        try {
            putBackCurrent(record.active());
            if (seen.phase() == Phase.SERVING && seen.master() != null) {
                rotateLogs(seen.master());
                watchMemory(record, seen.master(), now);
                keepLimits(record.active(), now);
            }
            lastFault = "";
        } catch (IOException e) {
            String fault = e.toString();
            if (!fault.equals(lastFault)) {
                LOG.warn("{}: what it needs now and then cannot be done: {}", app, fault);
                lastFault = fault;
            }
        }
    }

    private void putBackCurrent(Manifest active) throws IOException {
        if (!tools.launcher().isCurrent(active)) {
            tools.launcher().pointAt(active);
            String message = "'current' did not stand for " + active.version() + " any more and was put back";
            voice.tell(EventKind.PACK_MODIFIED, message, new Failure(Reason.CURRENT_LINK_LOST, message));
        }
    }

    private void rotateLogs(ProcessId master) throws IOException {
        // at first for an earlier agent that may have been cut off between the two
        if (tools.logs().rotate(app)) {
            reopened = null;
        }
        if (!master.equals(reopened) && tools.logs().reopen(app, master)) {
            reopened = master;
        }
    }

    /** A hand-over has widened them, and an agent that was cut off in it has not put them back. */
    private void keepLimits(Manifest active, long now) throws IOException {
        if (active.settings().limits() != null && now >= nextLimitsAt) {
            nextLimitsAt = now + LIMITS_MILLIS;
            tools.launcher().groups().limit(app, active.settings().limits());
        }
    }

    private void watchMemory(AppRecord record, ProcessId master, long now) throws InterruptedException {
        long limit = record.active().settings().maxRssBytes();
        if (limit == 0 || !memoryWatch.isDue(now)) {
            return;
        }
        Optional<UsageMeter.Usage> usage = tools.meter().measure(master.pid());
        long rss = usage.map(UsageMeter.Usage::rssBytes).orElse(0L);
        memoryWatch = memoryWatch.seen(rss, limit, now);
        boolean held =
                record.hold() != null && record.hold().isActive(tools.clock().instant());
        if (memoryWatch.isExceeded(now) && !held) {
            memoryWatch = memoryWatch.handedOver(now);
            upkeep.replaceGrown(new Failure(
                    Reason.MEMORY_EXCEEDED,
                    "its processes use " + rss + " bytes of memory, " + limit + " are allowed"));
        }
    }
}
