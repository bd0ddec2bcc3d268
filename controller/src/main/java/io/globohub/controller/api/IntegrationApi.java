package io.globohub.controller.api;

import static io.globohub.controller.api.PrometheusTargets.name;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.state.Reason;
import io.globohub.controller.api.PrometheusTargets.Kind;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.fleet.HostViews;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The fleet in the forms that other tools read: Prometheus (HTTP service discovery) and Ansible (inventory). */
final class IntegrationApi {
    private final Records records;
    private final FleetReader fleet;
    private final Clock clock;

    IntegrationApi(Records records, FleetReader fleet, Clock clock) {
        this.records = records;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** Always the whole list, empty when there is nobody: Prometheus takes it for the truth. */
    void prometheusTargets(Call call) {
        Kind kind = call.query().value("kind", Query.oneOf(Kind.class));
        if (kind == Kind.APPS && call.query().text("port") != null) {
            throw new Refused(
                    Reason.BAD_REQUEST,
                    "parameter 'port' is for agents: an app is asked where it listens, so leave it out with kind=apps");
        }
        int port = call.query().integer("port", 7071, 1, 65_535);
        List<HostPicture> hosts = records.read(fleet::all);
        call.ctx()
                .status(200)
                .contentType(Call.JSON)
                .result(Json.writeBytes(
                        kind == Kind.APPS ? PrometheusTargets.apps(hosts) : PrometheusTargets.agents(hosts, port)));
    }

    /** With {@code _meta}, so that Ansible asks once and not for each host. */
    void ansibleInventory(Call call) {
        Map<String, List<String>> groups = new TreeMap<>();
        Map<String, Object> variables = new TreeMap<>();
        List<String> all = new ArrayList<>();
        for (HostSummary host : hosts()) {
            all.add(host.name());
            host.labels().forEach((key, value) -> member(groups, name(key) + "_" + name(value), host));
            member(groups, "freshness_" + lower(host.freshness()), host);
            host.apps().forEach(app -> member(groups, "app_" + name(app.app().value()), host));
            variables.put(host.name(), variables(host));
        }
        Map<String, Object> inventory = new LinkedHashMap<>();
        inventory.put("_meta", Map.of("hostvars", variables));
        inventory.put("all", Map.of("hosts", all, "children", List.copyOf(groups.keySet())));
        groups.forEach((group, members) -> inventory.put(group, Map.of("hosts", members)));
        call.ctx().status(200).contentType(Call.JSON).result(Json.writeBytes(inventory));
    }

    private List<HostSummary> hosts() {
        return records.read(fleet::all).stream()
                .map(picture -> HostViews.summary(picture, clock.instant()))
                .toList();
    }

    private static void member(Map<String, List<String>> groups, String group, HostSummary host) {
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(host.name());
    }

    private static Map<String, Object> variables(HostSummary host) {
        Map<String, Object> apps = new TreeMap<>();
        for (HostAppView app : host.apps()) {
            Map<String, Object> versions = new TreeMap<>();
            versions.put(
                    "desired",
                    app.desiredVersion() == null ? null : app.desiredVersion().value());
            versions.put(
                    "running",
                    app.runningVersion() == null ? null : app.runningVersion().value());
            apps.put(app.app().value(), versions);
        }
        return Map.of(
                "globohub_host_id", host.id(),
                "globohub_labels", host.labels(),
                "globohub_freshness", lower(host.freshness()),
                "globohub_apps", apps);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
