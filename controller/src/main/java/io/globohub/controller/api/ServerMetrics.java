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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The controller's own numbers, in the OpenMetrics or the older Prometheus text format. Thread-safe. */
final class ServerMetrics {
    /** What a name in the text has that the metric's own has not. */
    private static final Pattern SUFFIX = Pattern.compile("_(total|info|count|sum|bucket|created)$");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram requests;

    ServerMetrics(Records records, FleetIndex fleet, DesiredWaiters waiters, EventStream stream) {
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
                .name("globohub_store_size_bytes")
                .help("Size of the database.")
                .callback(callback -> callback.call((double) records.sizeBytes()))
                .register(registry);
        new FleetMetrics(records, fleet).register(registry);
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

    /** From now on tells how much room there is where the controller keeps what it knows. */
    void disk(Path directory) {
        GaugeWithCallback.builder()
                .name("globohub_data_directory_available_bytes")
                .help("Room on the filesystem of the data directory.")
                .callback(callback -> callback.call((double) directory.toFile().getUsableSpace()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("globohub_data_directory_size_bytes")
                .help("Size of the filesystem of the data directory.")
                .callback(callback -> callback.call((double) directory.toFile().getTotalSpace()))
                .register(registry);
    }

    /** From now on tells whether the history is as it was written. */
    void ledger(BooleanSupplier intact) {
        GaugeWithCallback.builder()
                .name("globohub_ledger_intact")
                .help("0 once an entry of the ledger was found changed or missing.")
                .callback(callback -> callback.call(intact.getAsBoolean() ? 1 : 0))
                .register(registry);
    }

    void observe(String route, String method, int status, double seconds) {
        requests.labelValues(route, method, Integer.toString(status)).observe(seconds);
    }

    /** @param names of the metrics that are wanted, also with a suffix such as {@code _count}; empty for all */
    void write(Context ctx, List<String> names) throws IOException {
        String accept = ctx.header("Accept");
        ExpositionFormatWriter writer = accept != null && accept.contains("application/openmetrics-text")
                ? OpenMetricsTextFormatWriter.create()
                : PrometheusTextFormatWriter.create();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out, names.isEmpty() ? registry.scrape() : registry.scrape(metric -> isOneOf(names, metric)));
        ctx.contentType(writer.getContentType()).result(out.toByteArray());
    }

    private static boolean isOneOf(List<String> names, String metric) {
        return names.stream()
                .anyMatch(name -> name.equals(metric)
                        || SUFFIX.matcher(name).replaceFirst("").equals(metric));
    }
}
