package io.globohub.controller.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.controller.records.PastFact;
import io.globohub.controller.records.PastFact.Facet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fleet as it was, in the shape in which it is shown today. What the ledger does not have (metrics, when a host
 * checked in) is left out; a host is fresh unless the ledger says that it was lost. Pure.
 */
public final class PastFleet {
    private PastFleet() {}

    /** The hosts that were enrolled at {@code at}, ordered by name. */
    public static List<HostSummary> of(List<PastFact> facts, Instant at) {
        Map<String, List<PastFact>> byHost = new HashMap<>();
        facts.forEach(fact ->
                byHost.computeIfAbsent(fact.hostId(), id -> new ArrayList<>()).add(fact));
        return byHost.entrySet().stream()
                .filter(host -> has(host.getValue(), Facet.HOST))
                .map(host -> summary(host.getKey(), host.getValue(), at))
                .sorted(Comparator.comparing(IndexedHost::key))
                .toList();
    }

    private static HostSummary summary(String id, List<PastFact> facts, Instant at) {
        List<HostAppView> apps = apps(facts);
        return new HostSummary(
                id,
                body(facts, Facet.HOST, "").path("name").asText(),
                HostState.ACTIVE,
                has(facts, Facet.LOST) ? Freshness.LOST : Freshness.FRESH,
                null,
                labels(facts),
                hold(facts, at),
                facts.stream()
                        .mapToLong(fact -> fact.body().path("generation").asLong())
                        .max()
                        .orElse(0),
                -1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                apps);
    }

    private static Map<String, String> labels(List<PastFact> facts) {
        Map<String, String> labels = new TreeMap<>();
        body(facts, Facet.LABELS, "")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static Hold hold(List<PastFact> facts, Instant at) {
        if (!has(facts, Facet.HOLD)) {
            return null;
        }
        Hold hold = Json.readTolerant(body(facts, Facet.HOLD, "").toString(), Hold.class);
        return hold.isActive(at) ? hold : null;
    }

    private static List<HostAppView> apps(List<PastFact> facts) {
        return facts.stream()
                .map(PastFact::app)
                .filter(app -> !app.isEmpty())
                .distinct()
                .sorted()
                .map(app -> app(app, body(facts, Facet.DESIRED, app), body(facts, Facet.ACTUAL, app)))
                .filter(app -> app.goal() != Goal.ABSENT || app.installed() != null)
                .toList();
    }

    private static HostAppView app(String name, JsonNode wished, JsonNode actual) {
        AppName app = new AppName(name);
        Goal goal = wished.hasNonNull("goal")
                ? Goal.valueOf(wished.path("goal").asText().toUpperCase(Locale.ROOT))
                : null;
        ManifestId desired = goal == Goal.ABSENT ? null : id(wished.path("manifest_id"));
        ManifestId installed = id(actual.path("installed"));
        ManifestId running = id(actual.path("running"));
        return new HostAppView(
                app,
                goal,
                desired,
                installed,
                running,
                version(desired),
                version(installed),
                version(running),
                null,
                0,
                0,
                drift(app, goal, desired, installed, running));
    }

    private static List<Drift> drift(
            AppName app, Goal goal, ManifestId desired, ManifestId installed, ManifestId running) {
        if (goal == null || goal == Goal.ABSENT) {
            return installed == null
                    ? List.of()
                    : List.of(new Drift(app, Drift.Cause.UNEXPECTED, installed + " was there, though not wished"));
        }
        if (goal == Goal.STOPPED) {
            return running == null
                    ? List.of()
                    : List.of(new Drift(app, Drift.Cause.WRONG_STATE, "ran although it should have been stopped"));
        }
        if (installed == null) {
            return List.of(new Drift(app, Drift.Cause.MISSING, desired + " was not installed"));
        }
        if (!installed.equals(desired)) {
            return List.of(new Drift(app, Drift.Cause.WRONG_VERSION, "installed was " + installed));
        }
        return running == null
                ? List.of(new Drift(app, Drift.Cause.WRONG_STATE, "nothing ran although it should have"))
                : List.of();
    }

    private static boolean has(List<PastFact> facts, Facet facet) {
        return facts.stream().anyMatch(fact -> fact.facet() == facet);
    }

    private static JsonNode body(List<PastFact> facts, Facet facet, String app) {
        return facts.stream()
                .filter(fact -> fact.facet() == facet && fact.app().equals(app))
                .map(PastFact::body)
                .findFirst()
                .orElseGet(() -> Json.tree("{}"));
    }

    private static ManifestId id(JsonNode text) {
        return text.isTextual() ? ManifestId.parse(text.asText()) : null;
    }

    private static Version version(ManifestId id) {
        return id == null ? null : id.version();
    }
}
