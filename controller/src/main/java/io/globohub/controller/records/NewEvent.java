package io.globohub.controller.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Reason;
import java.time.Instant;

/**
 * A fact on its way into the ledger, which adds number, time and hash.
 *
 * @param happenedAt by the clock of whoever saw it; null is now
 * @param body the whole fact, or null
 */
public record NewEvent(
        EventKind kind,
        String actor,
        String message,
        Instant happenedAt,
        String hostId,
        String host,
        String app,
        String version,
        String rolloutId,
        String reason,
        JsonNode body) {
    /** The actor of what the controller does by itself. */
    public static final String CONTROLLER = "controller";

    public static NewEvent of(EventKind kind, String actor, String message) {
        return new NewEvent(kind, actor, message, null, null, null, null, null, null, null, null);
    }

    public NewEvent at(Instant when) {
        return new NewEvent(kind, actor, message, when, hostId, host, app, version, rolloutId, reason, body);
    }

    public NewEvent by(String who) {
        return new NewEvent(kind, who, message, happenedAt, hostId, host, app, version, rolloutId, reason, body);
    }

    public NewEvent onHost(String id, String name) {
        return new NewEvent(kind, actor, message, happenedAt, id, name, app, version, rolloutId, reason, body);
    }

    public NewEvent ofApp(AppName name, Version number) {
        return new NewEvent(
                kind,
                actor,
                message,
                happenedAt,
                hostId,
                host,
                name == null ? null : name.value(),
                number == null ? null : number.value(),
                rolloutId,
                reason,
                body);
    }

    public NewEvent inRollout(String id) {
        return new NewEvent(kind, actor, message, happenedAt, hostId, host, app, version, id, reason, body);
    }

    public NewEvent because(Reason why) {
        return new NewEvent(
                kind,
                actor,
                message,
                happenedAt,
                hostId,
                host,
                app,
                version,
                rolloutId,
                why == null ? null : why.code(),
                body);
    }

    public NewEvent withBody(Object fact) {
        return new NewEvent(
                kind, actor, message, happenedAt, hostId, host, app, version, rolloutId, reason, Json.toTree(fact));
    }
}
