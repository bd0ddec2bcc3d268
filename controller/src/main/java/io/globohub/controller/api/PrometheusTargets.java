package io.globohub.controller.api;

import io.globohub.common.state.AppObservation;
import io.globohub.common.state.ProcessReport;
import io.globohub.controller.fleet.HostPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The fleet as Prometheus' HTTP service discovery wants it, from one picture of each host. Pure. */
final class PrometheusTargets {
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private PrometheusTargets() {}

    /** What there is to ask. */
    enum Kind {
        AGENTS,
        APPS
    }

    /** One group of targets, here always a single one. */
    record Target(List<String> targets, Map<String, String> labels) {}

    /** Every host at {@code port}. */
    static List<Target> agents(List<HostPicture> hosts, int port) {
        return hosts.stream()
                .map(host -> new Target(List.of(host.host().name() + ":" + port), hostLabels(host)))
                .toList();
    }

    /** Every app on every host where it listens, read from its process; those that listen on loopback alone are left out. */
    static List<Target> apps(List<HostPicture> hosts) {
        List<Target> targets = new ArrayList<>();
        for (HostPicture host : hosts) {
            for (AppObservation app : observed(host)) {
                served(app).flatMap(process -> address(host, process)).ifPresent(address -> {
                    Map<String, String> labels = hostLabels(host);
                    labels.put("__meta_globohub_app", app.app().value());
                    labels.put(
                            "__meta_globohub_version",
                            app.running().manifestId().version().value());
                    targets.add(new Target(List.of(address), labels));
                });
            }
        }
        return targets;
    }

    private static Optional<String> address(HostPicture host, ProcessReport process) {
        return process.bind().stream()
                .filter(bind -> !isLoopback(bind.host()))
                .findFirst()
                .map(bind ->
                        EVERYWHERE.contains(bind.host()) ? host.host().name() + ":" + bind.port() : bind.toString());
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    private static Map<String, String> hostLabels(HostPicture host) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("__meta_globohub_host", host.host().name());
        labels.put("__meta_globohub_host_id", host.host().id());
        labels.put("__meta_globohub_freshness", host.freshness().name().toLowerCase(Locale.ROOT));
        host.host().labels().forEach((key, value) -> labels.put("__meta_globohub_label_" + name(key), value));
        for (AppObservation app : observed(host)) {
            served(app)
                    .ifPresent(process -> labels.put(
                            "__meta_globohub_app_" + name(app.app().value()),
                            process.manifestId().version().value()));
        }
        return labels;
    }

    private static List<AppObservation> observed(HostPicture host) {
        return host.seen() == null ? List.of() : host.seen().observation().apps();
    }

    private static Optional<ProcessReport> served(AppObservation app) {
        return Optional.ofNullable(app.running()).filter(process -> process.manifestId() != null);
    }

    /** Prometheus and Ansible allow only letters, digits and '_' in names. */
    static String name(String text) {
        return text.replaceAll("[^A-Za-z0-9_]", "_");
    }
}
