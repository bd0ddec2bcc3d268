package io.globohub.agent.reconcile;

import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.StateKind;
import io.globohub.common.state.Failure;

/** Tells what happened to one app, and counts what was lost with it. Thread-safe. */
final class AppVoice {
    private final AppName app;
    private final AppMemory memory;
    private final Ledger ledger;

    AppVoice(AppName app, AppMemory memory, Ledger ledger) {
        this.app = app;
        this.memory = memory;
        this.ledger = ledger;
    }

    /** {@code failure} may be null: then it was nothing bad. */
    void tell(EventKind kind, String message, Failure failure) {
        ledger.record(Ledger.Fact.of(kind, app, memory.get().activeId().orElse(null), message)
                .with(failure));
    }

    /** A process that served is gone: for an app that keeps its data in memory they are gone with it. */
    void processLost(String how, Failure why) {
        AppRecord record = memory.get();
        if (record.active() != null && record.active().settings().state() == StateKind.MEMORY) {
            memory.note(AppRecord::countingLoss);
            tell(EventKind.DATA_LOST, how + ": what the app kept in memory is gone", why);
        }
    }
}
