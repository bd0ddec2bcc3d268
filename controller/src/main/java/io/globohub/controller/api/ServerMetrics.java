package io.globohub.controller.api;

import io.globohub.common.build.Build;
import io.globohub.controller.agents.DesiredWaiters;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.records.Records;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

/** The controller's own numbers, in the OpenMetrics or the older Prometheus text format. Thread-safe. */
final class ServerMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram requests;
    private final FleetIndex fleet;

    ServerMetrics(Records records, FleetIndex fleet, DesiredWaiters waiters, EventStream stream) {
        this.fleet = fleet;
        JvmMetrics.builder().register(registry);
        this.requests = Histogram.builder()
                .name("globohub_http_request_duration_seconds")
                .help("Duration of requests by route, method and status.")
                .labelNames("route", "method", "code")
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .register(registry);
        GaugeWithCallback.builder()
                .name("globohub_longpoll_waiters")
                .help("Agents that wait for a new desired state.")
                .callback(callback -> callback.call(waiters.count()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("globohub_sse_clients")
                .help("Clients that follow the events.")
                .callback(callback -> callback.call(stream.clients()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("globohub_leader")
                .help("1 where this controller steps rollouts and watches hosts, 0 where another does.")
                .callback(callback -> callback.call(records.leads() ? 1 : 0))
                .register(registry);
        GaugeWithCallback.builder()
                .name("globohub_ledger_last_seq")
                .help("Number of the newest event in the ledger.")
                .callback(callback ->
                        callback.call(records.read(session -> session.ledger().lastSeq())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("globohub_hosts")
                .help("Hosts by freshness.")
                .labelNames("freshness")
                .callback(this::hosts)
                .register(registry);
        GaugeWithCallback.builder()
                .name("globohub_host_apps")
                .help("Hosts by app, running version and whether there is drift.")
                .labelNames("app", "version", "drift")
                .callback(this::apps)
                .register(registry);
        Gauge.builder()
                .name("globohub_build_info")
                .help("Constant 1.")
                .labelNames("version")
                .register(registry)
                .labelValues(Build.ofThis().version())
                .set(1);
    }

    /** From now on tells when the server's certificate ends. */
    void certificate(Supplier<Instant> endsAt) {
        GaugeWithCallback.builder()
                .name("globohub_certificate_not_after_timestamp_seconds")
                .help("When the server's certificate, or one of its chain, ends.")
                .callback(callback -> callback.call((double) endsAt.get().getEpochSecond()))
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

    void observe(String route, String method, int status, double seconds) {
        requests.labelValues(route, method, Integer.toString(status)).observe(seconds);
    }

    void write(Context ctx) throws IOException {
        String accept = ctx.header("Accept");
        ExpositionFormatWriter writer = accept != null && accept.contains("application/openmetrics-text")
                ? OpenMetricsTextFormatWriter.create()
                : PrometheusTextFormatWriter.create();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out, registry.scrape());
        ctx.contentType(writer.getContentType()).result(out.toByteArray());
    }
}
