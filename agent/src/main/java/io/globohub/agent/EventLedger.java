package io.globohub.agent;

import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.report.EventRecorder;
import io.globohub.agent.report.HostHistory;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import java.nio.file.Path;
import java.time.Instant;

/** The ledger of the loops: the outbox for the controller, and the host's own history. */
final class EventLedger implements Ledger {
    private static final int LOOK_BACK = 1_000;

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

    @Override
    public boolean hasTold(EventKind kind, AppName app, ManifestId manifest, Instant since) {
        return HostHistory.read(history, LOOK_BACK).stream()
                .anyMatch(event -> event.kind() == kind
                        && app.equals(event.app())
                        && manifest.equals(event.manifestId())
                        && !event.at().isBefore(since));
    }
}
