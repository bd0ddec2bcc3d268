package io.globohub.agent;

import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.report.EventRecorder;
import io.globohub.agent.report.HostHistory;
import java.nio.file.Path;

/** The ledger of the loops: the outbox for the controller, and the host's own history. */
final class EventLedger implements Ledger {
    private static final int LOOK_BACK = 200;

    private final EventRecorder recorder;
    private final Path history;

    EventLedger(EventRecorder recorder, Path history) {
        this.recorder = recorder;
        this.history = history;
    }

    @Override
    public void record(Fact fact) {
        recorder.record(
                fact.kind(),
                fact.app(),
                fact.manifest(),
                fact.message(),
                fact.actor(),
                fact.failure(),
                fact.deployment());
    }

    @Override
    public boolean hasOutcomeOf(String deploymentId) {
        return HostHistory.read(history, LOOK_BACK).stream()
                .anyMatch(event ->
                        event.deployment() != null && event.deployment().id().equals(deploymentId));
    }
}
