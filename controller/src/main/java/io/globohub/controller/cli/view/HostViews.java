package io.globohub.controller.cli.view;

import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.Phase;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Hosts, as a list and one by one. */
public final class HostViews {
    private static final List<Column> HOSTS = List.of(
            Column.key("HOST"),
            Column.of("STATE", 90),
            Column.of("SEEN", 60),
            Column.of("APPS", 80),
            Column.of("DRIFT", 85),
            Column.number("CPU", 30),
            Column.number("MEM FREE", 25),
            Column.number("DISK FREE", 35),
            Column.of("LABELS", 50),
            Column.of("HOLD", 70),
            Column.of("WARNING", 65),
            Column.wide("ID"),
            Column.wide("GENERATION"),
            Column.wide("LOAD"),
            Column.wide("AGENT"));
    private static final List<Column> DRIFTS = List.of(
            Column.key("HOST"),
            Column.of("APP", 90),
            Column.of("CAUSE", 85),
            Column.of("DESIRED", 70),
            Column.of("INSTALLED", 40),
            Column.of("RUNNING", 60),
            Column.of("DETAIL", 50));
    private static final List<Column> APPS = List.of(
            Column.key("APP"),
            Column.of("GOAL", 60),
            Column.of("DESIRED", 80),
            Column.of("INSTALLED", 70),
            Column.of("RUNNING", 85),
            Column.of("PHASE", 90),
            Column.number("RESTARTS", 30),
            Column.number("DATA LOST", 30),
            Column.of("DRIFT", 50));

    private HostViews() {}

    /** One line a host. */
    public static Result list(Fetched<List<HostSummary>> hosts, Instant now) {
        return new Result.Listing(
                hosts.body(),
                new Grid(
                        HOSTS,
                        hosts.value().stream().map(host -> row(host, now)).toList()));
    }

    private static List<Cell> row(HostSummary host, Instant now) {
        return List.of(
                Cell.of(host.name()),
                state(host),
                Cell.age(host.lastSeenAt(), now),
                Cell.of(
                        host.apps() == null
                                ? ""
                                : host.apps().stream().map(HostViews::short_).collect(Collectors.joining(", "))),
                driftOf(host),
                Cell.percent(host.cpuRatio()),
                Cell.bytes(host.memoryAvailableBytes()),
                Cell.bytes(host.diskAvailableBytes()),
                Cell.of(Humane.labels(host.labels())),
                host.hold() == null
                        ? Cell.EMPTY
                        : Cell.of(host.hold().owner() + ": " + host.hold().reason(), Tone.WARNING),
                Cell.of(String.join("; ", host.warnings()), Tone.WARNING),
                Cell.of(host.id()),
                Cell.of(host.observedGeneration() + "/" + host.generation()),
                Cell.rounded(host.load1()),
                Cell.of(host.agentVersion()));
    }

    private static Cell state(HostSummary host) {
        if (host.state() == HostState.RETIRED) {
            return Cell.of("retired", Tone.QUIET);
        }
        return Cell.of(Humane.word(host.freshness()), toneOf(host.freshness()));
    }

    private static Tone toneOf(Freshness freshness) {
        if (freshness == null) {
            return Tone.PLAIN;
        }
        return switch (freshness) {
            case FRESH -> Tone.GOOD;
            case STALE -> Tone.WARNING;
            case LOST -> Tone.BAD;
        };
    }

    private static String short_(HostAppView app) {
        Version version = app.runningVersion() != null ? app.runningVersion() : app.installedVersion();
        String phase = app.phase() == null || app.phase() == Phase.SERVING ? "" : " " + Humane.word(app.phase());
        return app.app() + (version == null ? " –" : " " + version) + phase;
    }

    private static Cell driftOf(HostSummary host) {
        String causes = host.apps() == null
                ? ""
                : host.apps().stream()
                        .flatMap(app -> app.drift().stream())
                        .map(drift -> Humane.word(drift.cause()))
                        .distinct()
                        .collect(Collectors.joining(","));
        return Cell.of(causes, Tone.BAD);
    }

    /** One line for each difference between what is desired and what is. */
    public static Result drift(Fetched<List<HostSummary>> hosts) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Integer> hostOfRow = new ArrayList<>();
        int position = -1;
        for (HostSummary host : hosts.value()) {
            position++;
            for (HostAppView app : host.apps() == null ? List.<HostAppView>of() : host.apps()) {
                for (Drift drift : app.drift()) {
                    hostOfRow.add(position);
                    rows.add(List.of(
                            Cell.of(host.name()),
                            Cell.of(app.app()),
                            Cell.of(Humane.word(drift.cause()), Tone.BAD),
                            Cell.of(app.desiredVersion()),
                            Cell.of(app.installedVersion()),
                            Cell.of(app.runningVersion()),
                            Cell.of(drift.detail())));
                }
            }
        }
        return new Result.Listing(hosts.body(), new Grid(DRIFTS, rows), hostOfRow);
    }

    /** Everything known of one host. */
    public static Result sheet(Fetched<HostDetail> fetched, Instant now) {
        HostDetail host = fetched.value();
        HostSummary summary = host.summary();
        HostObservation observation = host.observation();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Facts(
                "",
                List.of(
                        Fact.of("host", summary.name(), Tone.STRONG),
                        Fact.of("id", summary.id()),
                        new Fact("state", state(summary)),
                        Fact.of("seen", host.hasOnlySummary() ? null : ago(summary.lastSeenAt(), now)),
                        Fact.of("enrolled", Humane.time(host.enrolledAt())),
                        Fact.of("labels", Humane.labels(summary.labels())),
                        Fact.of(
                                "hold",
                                summary.hold() == null
                                        ? null
                                        : summary.hold().owner() + ": "
                                                + summary.hold().reason(),
                                Tone.WARNING),
                        Fact.of(
                                "warning",
                                summary.warnings().isEmpty() ? null : String.join("; ", summary.warnings()),
                                Tone.WARNING),
                        Fact.of(
                                "generation",
                                summary.generation() + " desired"
                                        + (host.hasOnlySummary()
                                                ? ""
                                                : ", " + summary.observedGeneration() + " observed")),
                        Fact.of("agent", summary.agentVersion()),
                        Fact.of("system", observation == null ? null : observation.os()),
                        Fact.of("python", observation == null ? null : observation.python()),
                        Fact.of(
                                "clock skew",
                                host.clockSkewSeconds() == null ? null : host.clockSkewSeconds() + " s"))));
        parts.add(new Part.Table("Apps", new Grid(APPS, apps(summary))));
        if (observation != null) {
            parts.addAll(processes(observation, now));
        }
        if (host.metrics() != null) {
            parts.add(metrics(host.metrics()));
        }
        return new Result.Sheet(fetched.body(), summary.name(), parts);
    }

    private static String ago(Instant at, Instant now) {
        return at == null ? "never" : Humane.age(at, now) + " ago";
    }

    private static List<List<Cell>> apps(HostSummary summary) {
        List<HostAppView> apps = summary.apps() == null ? List.of() : summary.apps();
        return apps.stream()
                .map(app -> List.of(
                        Cell.of(app.app()),
                        Cell.of(Humane.word(app.goal())),
                        Cell.of(app.desiredVersion()),
                        Cell.of(app.installedVersion()),
                        Cell.of(app.runningVersion()),
                        Cell.of(Humane.word(app.phase()), app.phase() == Phase.SERVING ? Tone.GOOD : Tone.WARNING),
                        Cell.of(app.restarts()),
                        Cell.of(app.dataLossEvents()),
                        Cell.of(
                                app.drift().stream()
                                        .map(drift -> Humane.word(drift.cause()))
                                        .collect(Collectors.joining(",")),
                                Tone.BAD)))
                .toList();
    }

    private static List<Part> processes(HostObservation observation, Instant now) {
        List<Part> parts = new ArrayList<>();
        for (AppObservation app : observation.apps()) {
            List<Fact> facts = new ArrayList<>();
            if (app.running() != null) {
                facts.add(Fact.of(
                        "process",
                        "pid " + app.running().pid() + ", "
                                + Humane.count(app.running().workers(), "worker") + ", up "
                                + Humane.age(app.running().startedAt(), now)));
                facts.add(Fact.of(
                        "listens on",
                        app.running().bind().stream().map(Object::toString).collect(Collectors.joining(", "))));
                facts.add(Fact.of(
                        "uses",
                        Humane.percent(app.running().cpuRatio()) + " of a core, "
                                + Humane.bytes(app.running().rssBytes())));
            }
            if (app.probe() != null) {
                facts.add(Fact.of(
                        "probe",
                        (app.probe().healthy() ? "good" : "bad") + ", "
                                + app.probe().detail(),
                        app.probe().healthy() ? Tone.GOOD : Tone.BAD));
            }
            facts.add(Fact.of(
                    "on disk",
                    app.installed().stream()
                            .map(installed -> installed.version().value())
                            .collect(Collectors.joining(", "))));
            if (app.failure() != null) {
                facts.add(Fact.of(
                        "failure",
                        app.failure().reason().code() + ": " + app.failure().detail(),
                        Tone.BAD));
            }
            parts.add(new Part.Facts(app.app().value(), facts));
        }
        return parts;
    }

    private static Part metrics(HostMetrics metrics) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("cpu", Humane.percent(metrics.cpuRatio()) + " of " + Humane.count(metrics.cpus(), "core")));
        facts.add(Fact.of("load", metrics.load1() + " " + metrics.load5() + " " + metrics.load15()));
        facts.add(Fact.of(
                "memory",
                Humane.bytes(metrics.memoryAvailableBytes()) + " free of " + Humane.bytes(metrics.memoryTotalBytes())));
        metrics.filesystems()
                .forEach(disk -> facts.add(Fact.of(
                        "disk " + disk.mount(),
                        Humane.bytes(disk.availableBytes()) + " free of " + Humane.bytes(disk.totalBytes()))));
        facts.add(Fact.of("agent's memory", Humane.bytes(metrics.agentRssBytes())));
        return new Part.Facts("Resources", facts);
    }
}
