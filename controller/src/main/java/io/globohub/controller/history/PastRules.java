package io.globohub.controller.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.history.PastChange.Becomes;
import io.globohub.controller.history.PastChange.Ends;
import io.globohub.controller.history.PastChange.Gone;
import io.globohub.controller.records.PastFact.Facet;
import java.util.List;
import java.util.Locale;

/** What each kind of ledger entry makes so of a host. Pure; each entry says all there is to say, alone. */
public final class PastRules {
    private static final String WHOLE_HOST = "";

    private PastRules() {}

    /** What {@code entry} changes; nothing for most. */
    public static List<PastChange> of(EventView entry) {
        if (entry.hostId() == null) {
            return List.of();
        }
        return switch (kind(entry)) {
            case HOST_ENROLLED -> List.of(host(entry), labels(entry, body(entry).path("labels")));
            case HOST_LABELLED -> List.of(labels(entry, body(entry).path("after")));
            case HOST_LOST -> List.of(new Becomes(entry.hostId(), Facet.LOST, WHOLE_HOST, object()));
            case HOST_RETURNED -> List.of(new Ends(entry.hostId(), Facet.LOST, WHOLE_HOST));
            case HOST_RETIRED -> List.of(new Gone(entry.hostId()));
            case HOLD_SET ->
                isOfHost(entry) ? List.of(new Becomes(entry.hostId(), Facet.HOLD, WHOLE_HOST, body(entry))) : List.of();
            case HOLD_LIFTED -> isOfHost(entry) ? List.of(new Ends(entry.hostId(), Facet.HOLD, WHOLE_HOST)) : List.of();
            case ASSIGNMENT_CHANGED, GOAL_CHANGED -> desired(entry);
            case DEPLOYMENT_SUCCEEDED, PROCESS_STARTED, PROCESS_ADOPTED -> serves(entry, manifest(entry));
            case DEPLOYMENT_ROLLED_BACK ->
                serves(entry, body(entry).path("deployment").path("previous"));
            case PROCESS_EXITED, APP_STOPPED -> stopped(entry);
            case APP_REMOVED ->
                entry.app() == null ? List.of() : List.of(new Ends(entry.hostId(), Facet.ACTUAL, entry.app()));
            default -> List.of();
        };
    }

    private static EventKind kind(EventView entry) {
        return EventKind.valueOf(entry.kind().toUpperCase(Locale.ROOT));
    }

    /** Holds on a single app are set on the host itself, and are the agent's word. */
    private static boolean isOfHost(EventView entry) {
        return entry.app() == null && !entry.actor().startsWith("host:");
    }

    private static PastChange host(EventView entry) {
        return new Becomes(entry.hostId(), Facet.HOST, WHOLE_HOST, object().put("name", entry.host()));
    }

    private static PastChange labels(EventView entry, JsonNode labels) {
        return new Becomes(entry.hostId(), Facet.LABELS, WHOLE_HOST, labels.isObject() ? labels : object());
    }

    private static List<PastChange> desired(EventView entry) {
        if (entry.app() == null || !body(entry).hasNonNull("manifest_id")) {
            return List.of();
        }
        ObjectNode desired = object().put("actor", entry.actor());
        desired.set("goal", body(entry).path("goal"));
        desired.set("manifest_id", body(entry).path("manifest_id"));
        desired.set("generation", body(entry).path("generation"));
        return List.of(new Becomes(entry.hostId(), Facet.DESIRED, entry.app(), desired));
    }

    private static List<PastChange> serves(EventView entry, JsonNode manifest) {
        if (entry.app() == null) {
            return List.of();
        }
        if (!manifest.isTextual()) {
            // a first version that was taken back: nothing is there, as before it
            return List.of(new Ends(entry.hostId(), Facet.ACTUAL, entry.app()));
        }
        ObjectNode actual = object();
        actual.set("installed", manifest);
        actual.set("running", manifest);
        return List.of(new Becomes(entry.hostId(), Facet.ACTUAL, entry.app(), actual));
    }

    private static List<PastChange> stopped(EventView entry) {
        if (entry.app() == null || !manifest(entry).isTextual()) {
            return List.of();
        }
        ObjectNode actual = object();
        actual.set("installed", manifest(entry));
        return List.of(new Becomes(entry.hostId(), Facet.ACTUAL, entry.app(), actual));
    }

    private static JsonNode manifest(EventView entry) {
        return body(entry).path("manifest_id");
    }

    private static JsonNode body(EventView entry) {
        return entry.body() == null ? JsonNodeFactory.instance.missingNode() : entry.body();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
