package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.FleetSummary.VersionCount;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.ManifestView;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProcessReport;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.store.SqlRecords;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real SQLite store. */
class FleetIndexTest {
    private static final AppName APP = new AppName("desafio");
    private static final List<Goal> GOALS = List.of(Goal.RUNNING, Goal.STOPPED, Goal.ABSENT);
    private static final List<Manifest> MANIFESTS = List.of(manifest("1.0"), manifest("1.1"));

    @TempDir
    Path directory;

    final TestClock clock = TestClock.start();
    SqlRecords records;
    LiveFleet live;
    FleetIndex index;
    FleetReader reader;
    int made;

    @BeforeEach
    void open() throws IOException {
        records = SqlRecords.sqlite(directory, clock);
        live = new LiveFleet(records, new MetricHistory(records, clock), Duration.ofSeconds(15), task -> {});
        index = new FleetIndex(
                records, live, FreshnessRule.DEFAULT, new CheckinPace(10), new ContestedHosts(records, clock), clock);
        reader = new FleetReader(live, index, clock);
        var unused = records.changes().subscribe(index::changed);
        records.write(session -> {
            MANIFESTS.forEach(one ->
                    session.catalogue().add(new ManifestView(CanonicalJson.idOf(one), one, clock.instant(), "test")));
            return null;
        });
    }

    @AfterEach
    void close() {
        records.close();
    }

    private static Manifest manifest(String version) {
        Digest digest = Digest.of(version.getBytes(StandardCharsets.UTF_8));
        return new Manifest(APP, new Version(version), new Pack(digest, 1, 1, 1), Settings.DEFAULT);
    }

    private String enrol() {
        String id = "host_" + made++;
        HostRecord host = new HostRecord(
                id, "web-" + id, HostState.ACTIVE, Map.of("n", "x" + made), null, 0, 0, 0, "os", clock.instant(), null);
        records.write(session -> {
            session.hosts().add(host, Digest.of(id.getBytes(StandardCharsets.UTF_8)));
            return null;
        });
        return id;
    }

    private void assign(String id, Manifest manifest, Goal goal) {
        records.write(session -> {
            HostRecord next = session.hosts().byId(id).orElseThrow().nextGeneration();
            session.hosts().update(next);
            session.assignments().put(id, new Assignment(APP, goal, manifest, next.generation(), null, 0, 0));
            return null;
        });
    }

    private void hold(String id, Duration length) {
        Instant now = clock.instant();
        records.write(session -> {
            HostRecord host = session.hosts().byId(id).orElseThrow();
            session.hosts().update(host.withHold(new Hold("ada", "audit", now, now.plus(length))));
            return null;
        });
    }

    private void retire(String id) {
        records.write(session -> {
            session.hosts().update(session.hosts().byId(id).orElseThrow().retired());
            return null;
        });
        live.forget(id);
    }

    private void hear(String id, Manifest runs) {
        ProcessReport process = runs == null
                ? null
                : new ProcessReport(CanonicalJson.idOf(runs), 1, clock.instant(), 1, 0, 1, 1, List.of());
        AppObservation app = new AppObservation(
                APP,
                Goal.RUNNING,
                runs == null ? null : CanonicalJson.idOf(runs),
                null,
                List.of(),
                process,
                runs == null ? Phase.STOPPED : Phase.SERVING,
                null,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null);
        HostObservation seen = new HostObservation(
                clock.instant(),
                "1",
                "boot",
                clock.instant(),
                0,
                "os",
                "3.11",
                runs == null ? List.of() : List.of(app));
        live.heard(new LastSeen(id, clock.instant(), seen, null, "i"));
    }

    @Test
    void itAlwaysSaysWhatTheStoreAndTheClockSay() {
        SplittableRandom random = new SplittableRandom(4);
        List<String> hosts = new ArrayList<>();
        for (int step = 0; step < 600; step++) {
            String id = hosts.isEmpty() ? null : hosts.get(random.nextInt(hosts.size()));
            switch (id == null ? 0 : random.nextInt(8)) {
                case 0 -> hosts.add(enrol());
                case 1 -> assign(id, MANIFESTS.get(random.nextInt(2)), GOALS.get(random.nextInt(3)));
                case 2, 3 -> hear(id, random.nextInt(3) == 0 ? null : MANIFESTS.get(random.nextInt(2)));
                case 4 -> hold(id, Duration.ofSeconds(random.nextInt(1, 40)));
                case 5 -> clock.advance(Duration.ofMillis(random.nextInt(20_000)));
                case 6 -> {
                    if (random.nextInt(4) == 0) {
                        retire(id);
                        hosts.remove(id);
                    }
                }
                default -> hosts.forEach(one -> hear(one, MANIFESTS.get(0)));
            }
            if (random.nextInt(3) == 0) {
                isTrue();
            }
        }
        isTrue();
    }

    private void isTrue() {
        Instant now = clock.instant();
        List<HostSummary> truth = records.read(reader::all).stream()
                .map(picture -> HostViews.summary(picture, now))
                .toList();
        assertThat(index.all()).isEqualTo(truth);
        truth.forEach(host -> isAsStored(host.id()));
        FleetTally.Counts counts = index.counts();
        assertThat(counts.hosts()).isEqualTo(truth.size());
        assertThat(counts.freshness()).isEqualTo(freshness(truth));
        assertThat(counts.drift()).isEqualTo(drift(truth));
        assertThat(counts.oldestCheckinAt())
                .isEqualTo(truth.stream()
                        .map(HostSummary::lastSeenAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
        for (VersionCount version : counts.versions()) {
            assertThat(version.running()).isEqualTo((int) truth.stream()
                    .flatMap(host -> host.apps().stream())
                    .filter(app -> app.runningVersion() != null
                            && app.runningVersion().value().equals(version.version()))
                    .count());
        }
    }

    private void isAsStored(String id) {
        IndexedHost host = index.host(id).orElseThrow();
        assertThat(host.record())
                .isEqualTo(records.read(session -> session.hosts().byId(id)).orElseThrow());
        assertThat(host.assignments())
                .isEqualTo(records.read(session -> session.assignments().of(id)));
    }

    @Test
    void whoeverHasWrittenFindsItThereWhileOthersLookToo() {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            hosts.add(enrol());
        }
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> looks = new ArrayList<>();
        for (int looker = 0; looker < 3; looker++) {
            looks.add(CompletableFuture.runAsync(() -> lookUntil(over)));
        }
        SplittableRandom random = new SplittableRandom(11);
        for (int step = 0; step < 500; step++) {
            String id = hosts.get(random.nextInt(hosts.size()));
            switch (random.nextInt(4)) {
                case 0 -> hold(id, Duration.ofSeconds(60));
                case 1 -> index.changed(new Changes(Set.of(), Set.of(id), Set.of(), 0, false, false));
                default -> assign(id, MANIFESTS.get(random.nextInt(2)), GOALS.get(random.nextInt(3)));
            }
            isAsStored(id);
        }
        over.set(true);
        looks.forEach(CompletableFuture::join);
        isTrue();
    }

    private void lookUntil(AtomicBoolean over) {
        for (int i = 0; !over.get(); i++) {
            var host = index.host("host_" + i % 60);
            assertThat(host.isPresent() ? index.all() : List.of()).hasSize(60);
        }
    }

    private static Map<String, Integer> freshness(List<HostSummary> hosts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Freshness each : Freshness.values()) {
            counts.put(each.name().toLowerCase(Locale.ROOT), (int)
                    hosts.stream().filter(host -> host.freshness() == each).count());
        }
        return counts;
    }

    private static Map<String, Integer> drift(List<HostSummary> hosts) {
        Map<String, Integer> counts = new TreeMap<>();
        hosts.stream()
                .flatMap(host -> host.apps().stream())
                .forEach(app -> app.drift().stream()
                        .map(Drift::cause)
                        .distinct()
                        .forEach(cause -> counts.merge(cause.name().toLowerCase(Locale.ROOT), 1, Integer::sum)));
        return counts;
    }

    @Test
    void manyChangesAtOnceAreInItToo() {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            hosts.add(enrol());
        }
        assertThat(index.all()).hasSize(200);
        records.write(session -> {
            for (String id : hosts) {
                HostRecord next = session.hosts().byId(id).orElseThrow().nextGeneration();
                session.hosts().update(next);
                session.assignments()
                        .put(id, new Assignment(APP, Goal.RUNNING, MANIFESTS.get(0), next.generation(), null, 0, 0));
            }
            return null;
        });
        assertThat(hosts)
                .allSatisfy(id ->
                        assertThat(index.host(id).orElseThrow().assignments()).hasSize(1));
        isTrue();
    }
}
