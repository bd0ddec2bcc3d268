package io.globohub.agent.report;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every part of the agent says what happened: into the outbox, into the host's own history, into the log, and
 * then the next check-in is brought forward. On disk when a method returns; never fails. Thread-safe.
 *
 * <p>What a controller has acknowledged is in the history: an event is given to a check-in only when it is in both, and
 * what a crash left in the outbox alone is added to the history at the next start.
 */
public final class EventRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    /** More than one segment of the outbox holds. */
    private static final int LOOK_BACK = 2_000;

    private final Outbox outbox;
    private final HostHistory history;
    private final Runnable wakeCheckin;

    public EventRecorder(Outbox outbox, HostHistory history, Runnable wakeCheckin) {
        this.outbox = outbox;
        this.history = history;
        this.wakeCheckin = wakeCheckin;
        completeHistory();
    }

    private void completeHistory() {
        try {
            List<AgentEvent> waiting = outbox.newest();
            if (waiting.isEmpty()) {
                return;
            }
            // compared without their numbers, which a controller that knows more of them may have changed
            Set<AgentEvent> told = history.newest(LOOK_BACK).stream()
                    .map(event -> event.withSeq(0))
                    .collect(Collectors.toSet());
            waiting.stream().filter(event -> !told.contains(event.withSeq(0))).forEach(history::append);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the host's history may lack the last event before the restart: {}", e.toString());
        }
    }

    /** An event of the whole host, caused by the agent itself. */
    public void host(EventKind kind, String message) {
        record(kind, null, null, message, null, null, null);
    }

    /** An event of one app, caused by the agent itself. */
    public void app(EventKind kind, AppName app, ManifestId manifestId, String message, Failure failure) {
        record(kind, app, manifestId, message, null, failure, null);
    }

    /** The end of a deployment. */
    public void deployment(EventKind kind, AppName app, String message, DeploymentReport deployment) {
        record(kind, app, deployment.manifestId(), message, null, deployment.failure(), deployment);
    }

    /** Any event; see {@link AgentEvent} for the parameters. */
    public void record(
            EventKind kind,
            AppName app,
            ManifestId manifestId,
            String message,
            String actor,
            Failure failure,
            DeploymentReport deployment) {
        // the outbox's own lock: meanwhile no check-in can take the event
        synchronized (outbox) {
            history.append(outbox.append(kind, app, manifestId, message, actor, failure, deployment));
        }
        LOG.info("{}{}: {}", app == null ? "" : app + " ", kind.code(), message);
        wakeCheckin.run();
    }
}
