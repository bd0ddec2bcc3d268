package io.globohub.agent.ledger;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import java.time.Instant;

/** Takes facts; each is durable when the call returns. Thread-safe. */
public interface Ledger {
    /**
     * A fact to be told.
     *
     * @param actor who caused it on the host, or null for the agent itself
     */
    record Fact(
            EventKind kind,
            AppName app,
            ManifestId manifest,
            String message,
            String actor,
            Failure failure,
            DeploymentReport deployment) {
        public static Fact of(EventKind kind, AppName app, ManifestId manifest, String message) {
            return new Fact(kind, app, manifest, message, null, null, null);
        }

        public Fact with(Failure failure) {
            return new Fact(kind, app, manifest, message, actor, failure, deployment);
        }

        public Fact by(String actor) {
            return new Fact(kind, app, manifest, message, actor, failure, deployment);
        }

        public Fact with(DeploymentReport deployment) {
            return new Fact(kind, app, manifest, message, actor, failure, deployment);
        }
    }

    void record(Fact fact);

    /** Whether the end of that deployment was told before: asked after a crash, so that it is told once. */
    boolean hasOutcomeOf(String deploymentId);

    /** Whether a fact of this kind about {@code manifest} was told at or after {@code since}: asked after a crash. */
    boolean hasTold(EventKind kind, AppName app, ManifestId manifest, Instant since);
}
