package io.globohub.controller.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.AppView;
import io.globohub.common.protocol.HostPlan;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.SearchHit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is looked up in one call: plans of hosts, hits of a search, and the names that a shell completes. Thread-safe. */
public final class Lookups {
    private static final int MOST_NAMES = 200;

    private final ControllerClient client;

    public Lookups(ControllerClient client) {
        this.client = client;
    }

    /** What the host's agent has to do. */
    public Fetched<HostPlan> hostPlan(String nameOrId) {
        Answer answer = client.send(Call.get(Paths.HOST_PLAN, nameOrId));
        return new Fetched<>(Json.readTolerant(answer.body(), HostPlan.class), Json.tree(answer.body()), answer.etag());
    }

    /** At most so many of each kind. */
    public Fetched<List<SearchHit>> search(String text, int limit) {
        Answer answer = client.send(Call.get(Paths.SEARCH).query(Map.of("q", text, "limit", limit)));
        JsonNode body = Json.tree(answer.body());
        Page<SearchHit> page = Json.readTolerant(answer.body(), new TypeReference<Page<SearchHit>>() {});
        return new Fetched<>(page.items(), body, answer.etag());
    }

    /** Names of hosts that begin with {@code prefix}. */
    public List<String> hosts(String prefix) {
        return names(
                Call.get(Paths.HOSTS).query(Map.of("name", prefix + "*", "limit", MOST_NAMES)),
                new TypeReference<Page<HostSummary>>() {},
                HostSummary::name);
    }

    public List<String> apps() {
        return names(
                Call.get(Paths.APPS),
                new TypeReference<Page<AppView>>() {},
                app -> app.app().value());
    }

    /** Versions of an app that were pushed. */
    public List<String> versions(String app) {
        return names(
                Call.get(Paths.APP_VERSIONS, app),
                new TypeReference<Page<PackView>>() {},
                pack -> pack.version().value());
    }

    /** The newest rollouts. */
    public List<String> rollouts() {
        return names(Call.get(Paths.ROLLOUTS), new TypeReference<Page<RolloutView>>() {}, RolloutView::id);
    }

    private <T> List<String> names(Call call, TypeReference<Page<T>> type, Function<T, String> name) {
        return Json.readTolerant(client.send(call).body(), type).items().stream()
                .map(name)
                .toList();
    }
}
