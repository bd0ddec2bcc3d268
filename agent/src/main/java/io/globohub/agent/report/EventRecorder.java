package io.globohub.agent.report;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every part of the agent says what happened: into the outbox, into the host's own history, into the log, and
 * then the next check-in is brought forward. On disk when a method returns; never fails. Thread-safe.
 */
public final class EventRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

    private final Outbox outbox;
    private final HostHistory history;
    private final Runnable wakeCheckin;

    public EventRecorder(Outbox outbox, HostHistory history, Runnable wakeCheckin) {
        this.outbox = outbox;
        this.history = history;
        this.wakeCheckin = wakeCheckin;
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
        AgentEvent event = outbox.append(kind, app, manifestId, message, actor, failure, deployment);
        history.append(event);
        LOG.info("{}{}: {}", app == null ? "" : app + " ", kind.code(), message);
        wakeCheckin.run();
    }
}
