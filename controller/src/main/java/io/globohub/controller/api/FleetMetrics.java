package io.globohub.controller.api;

import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.controller.fleet.FleetCensus;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.WebhookRecord;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The fleet, its rollouts and its webhooks as numbers, looked up when somebody asks for them. Thread-safe. */
final class FleetMetrics {
    private final Records records;
    private final FleetIndex fleet;
    /** By rollout: each change of one of its hosts makes a new revision of it. */
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();

    private record Progress(long revision, Instant last) {}

    FleetMetrics(Records records, FleetIndex fleet) {
        this.records = records;
        this.fleet = fleet;
    }

    void register(PrometheusRegistry registry) {
        gauge(registry, "globohub_hosts", "Hosts by freshness.", this::hosts, "freshness");
        gauge(
                registry,
                "globohub_host_apps",
                "Hosts by app, running version and whether there is drift.",
                this::apps,
                "app",
                "version",
                "drift");
        gauge(registry, "globohub_drift", "Apps on hosts by cause of drift.", this::drift, "cause");
        gauge(registry, "globohub_app_phases", "Hosts by app and phase of its process.", this::phases, "app", "phase");
        gauge(
                registry,
                "globohub_hosts_low_on_disk",
                "Hosts with a filesystem that is nearly full.",
                callback -> callback.call(FleetCensus.of(fleet).lowOnDisk()));
        gauge(
                registry,
                "globohub_hosts_clock_aside",
                "Hosts whose clock differs by more than five seconds from the controller's.",
                callback -> callback.call(FleetCensus.of(fleet).clockAside()));
        gauge(
                registry,
                "globohub_hosts_held",
                "Hosts that somebody holds.",
                callback -> callback.call(FleetCensus.of(fleet).held()));
        gauge(
                registry,
                "globohub_rollouts",
                "Rollouts by status, those of the past included.",
                this::rollouts,
                "status");
        gauge(
                registry,
                "globohub_rollout_hosts",
                "Hosts of the rollouts at work, by where they are in it.",
                this::rolloutHosts,
                "rollout",
                "app",
                "status");
        gauge(
                registry,
                "globohub_rollout_last_progress_timestamp_seconds",
                "When something last happened to a host of a rollout at work.",
                this::progress,
                "rollout",
                "app");
        gauge(
                registry,
                "globohub_webhooks",
                "Webhooks that deliver, that fail at present, and that were given up.",
                this::webhooks,
                "state");
        gauge(
                registry,
                "globohub_store_queue_ratio",
                "How full the line of those who wait to write to the store is.",
                callback -> callback.call(records.waitingRatio()));
    }

    private static void gauge(
            PrometheusRegistry registry,
            String name,
            String help,
            Consumer<GaugeWithCallback.Callback> values,
            String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(values)
                .register(registry);
    }

    private void hosts(GaugeWithCallback.Callback callback) {
        fleet.counts().freshness().forEach((freshness, count) -> callback.call(count, freshness));
    }

    private void apps(GaugeWithCallback.Callback callback) {
        fleet.counts()
                .placements()
                .forEach((placement, count) -> callback.call(
                        count,
                        placement.app(),
                        placement.version() == null ? "" : placement.version(),
                        Boolean.toString(placement.drift())));
    }

    private void drift(GaugeWithCallback.Callback callback) {
        fleet.counts().drift().forEach((cause, count) -> callback.call(count, cause));
    }

    private void phases(GaugeWithCallback.Callback callback) {
        FleetCensus.of(fleet).phases().forEach((one, count) -> callback.call(count, one.app(), one.phase()));
    }

    private void rollouts(GaugeWithCallback.Callback callback) {
        Map<Status, Integer> counts = records.read(session -> session.rollouts().counts());
        for (Status status : Status.values()) {
            callback.call(counts.getOrDefault(status, 0), word(status));
        }
    }

    private void rolloutHosts(GaugeWithCallback.Callback callback) {
        records.read(session -> {
            atWork(session)
                    .forEach(rollout -> session.rollouts()
                            .hostCounts(rollout.id())
                            .forEach((status, count) -> callback.call(
                                    count, rollout.id(), rollout.app().value(), word(status))));
            return null;
        });
    }

    private void progress(GaugeWithCallback.Callback callback) {
        records.read(session -> {
            List<Rollout> rollouts = atWork(session);
            progress.keySet().retainAll(rollouts.stream().map(Rollout::id).toList());
            for (Rollout rollout : rollouts) {
                Progress known = progress.get(rollout.id());
                if (known == null || known.revision() != rollout.revision()) {
                    Instant last = lastProgress(rollout, session.rollouts().hosts(rollout.id()));
                    known = new Progress(rollout.revision(), last);
                    progress.put(rollout.id(), known);
                }
                callback.call(
                        known.last().toEpochMilli() / 1000.0,
                        rollout.id(),
                        rollout.app().value());
            }
            return null;
        });
    }

    static Instant lastProgress(Rollout rollout, List<RolloutHost> hosts) {
        return hosts.stream()
                .flatMap(host -> Stream.of(host.startedAt(), host.healthyAt(), host.endedAt()))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .filter(at -> at.isAfter(rollout.createdAt()))
                .orElse(rollout.createdAt());
    }

    /** One that waits for a person is not at work. */
    private static List<Rollout> atWork(Session session) {
        return session.rollouts().unfinished().stream()
                .filter(rollout -> rollout.progress().status() == Status.RUNNING
                        || rollout.progress().status() == Status.ROLLING_BACK)
                .filter(rollout -> !rollout.progress().awaitingPromotion())
                .toList();
    }

    private void webhooks(GaugeWithCallback.Callback callback) {
        List<WebhookRecord> all = records.read(session -> session.webhooks().all());
        for (String state : List.of("delivering", "failing", "disabled")) {
            long count =
                    all.stream().filter(webhook -> state(webhook).equals(state)).count();
            callback.call((double) count, state);
        }
    }

    private static String state(WebhookRecord webhook) {
        if (webhook.disabledAt() != null) {
            return "disabled";
        }
        return webhook.failingSince() != null ? "failing" : "delivering";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
