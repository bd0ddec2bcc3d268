package io.globohub.common.event;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import java.time.Instant;

/**
 * One fact from a host, on its way to the ledger.
 *
 * @param seq grows by one with every event of this agent, from 1; the controller acknowledges by it
 * @param at by the agent's clock
 * @param message one sentence for people
 * @param actor who caused it on the host, or null for the agent itself
 * @param deployment the deployment as it ended, for the events that end one
 */
public record AgentEvent(
        long seq,
        Instant at,
        EventKind kind,
        AppName app,
        ManifestId manifestId,
        String message,
        String actor,
        Failure failure,
        DeploymentReport deployment) {
    public AgentEvent {
        if (at == null || kind == null || message == null) {
            throw new IllegalArgumentException("an event needs a time, a kind and a sentence");
        }
    }

    /** The same fact under another number. */
    public AgentEvent withSeq(long other) {
        return new AgentEvent(other, at, kind, app, manifestId, message, actor, failure, deployment);
    }
}
