package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Load;
import io.globohub.agent.gunicorn.LogLimits;
import io.globohub.agent.gunicorn.RealGunicorn;
import io.globohub.agent.process.Signal;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app that serves needs now and then: memory within its limit, logs within theirs, and peace while held. */
class AppCareTest {
    @TempDir
    Path root;

    private LiveApp app;

    @BeforeEach
    void prepare() throws IOException {
        app = new LiveApp(root);
    }

    @AfterEach
    void leaveNoProcess() {
        app.close();
    }

    private static final long LIMIT = 100_000_000;

    private Manifest limited() throws IOException {
        return app.serves(
                RealGunicorn.app("1.0"), LiveApp.quick(settings -> LiveApp.with(settings, null, null, null, LIMIT)));
    }

    @Test
    void appThatOutgrowsItsMemoryIsHandedOverWithoutAFailedRequestAndNotOften() throws Exception {
        app.serves("""
                HOARD = []
                def app(environ, start_response):
                    if environ["PATH_INFO"] == "/grow":
                        HOARD.append(bytearray(120_000_000))
                    start_response("200 OK", [])
                    return [b"here"]
                """, LiveApp.quick(settings -> LiveApp.with(settings, null, null, null, LIMIT)));
        LiveMaster old = app.master();
        List<String> failures;
        try (Load load = new Load(app.port, 2)) {
            Load.get(app.port, "/grow");
            app.untilTold(Reason.MEMORY_EXCEEDED);
            app.until("another master serves", () -> app.told.count(EventKind.DATA_LOST) == 1);
            app.awaitServing();
            failures = load.failures();
        }

        assertThat(failures).isEmpty();
        assertThat(app.master().id()).isNotEqualTo(old.id());
        assertThat(app.master().manifest()).isEqualTo(old.manifest());
        assertThat(app.told.last(Reason.MEMORY_EXCEEDED).detail()).contains("100000000 are allowed");
        assertThat(app.memory.get().dataLossEvents()).isEqualTo(1);
        assertThat(app.memory.get().restarts()).isEqualTo(1);
        LiveMaster fresh = app.master();
        app.rssBytes = LIMIT + 1;
        for (int looks = 0; looks < 20; looks++) {
            app.skippedMillis.addAndGet(6_000);
            int seen = app.measured.get();
            app.until("it was measured again", () -> app.measured.get() > seen);
        }
        assertThat(app.master().id()).as("too soon").isEqualTo(fresh.id());

        app.skippedMillis.addAndGet(10 * 60_000);
        for (int looks = 0; looks < 4; looks++) {
            int seen = app.measured.get();
            app.until("it was measured again", () -> app.measured.get() > seen);
            app.skippedMillis.addAndGet(6_000);
        }
        app.until("it is handed over again", () -> app.told.count(EventKind.DATA_LOST) == 2);
    }

    @Test
    void holdFreezesAllButTheRestartAfterACrash() throws Exception {
        Manifest held = limited();
        app.loop.hold(
                new Hold(
                        "ana",
                        "looking into it",
                        app.clock.instant(),
                        app.clock.instant().plusSeconds(60)),
                "ana");
        Manifest next = app.release("1.1", RealGunicorn.app("1.1"), LiveApp.quick());
        app.wish(next, 2);
        app.rssBytes = LIMIT + 1;
        LiveMaster master = app.master();
        for (int looks = 0; looks < 5; looks++) {
            int seen = app.measured.get();
            app.until("it was measured again", () -> app.measured.get() > seen);
            app.skippedMillis.addAndGet(6_000);
        }
        assertThat(app.master().id()).isEqualTo(master.id());
        assertThat(app.memory.get().active()).isEqualTo(held);

        app.kill(master.id(), Signal.KILL);
        app.until("it is started again", () -> app.told.count(EventKind.PROCESS_STARTED) == 1);
        app.awaitServing();
        assertThat(app.answer()).contains("version=1.0");

        app.clock.advance(java.time.Duration.ofSeconds(61));
        app.until("the hold has expired", () -> next.equals(app.memory.get().active()));
    }

    @Test
    void holdSetOnTheHostIsInTheLedgerAndInWhatTheAgentReports() throws Exception {
        Manifest manifest = app.serves();
        Hold hold = new Hold("ana", "looking into it", app.clock.instant(), null);
        app.loop.hold(hold, "ana");

        AppObservation seen = new AppObserver(
                        app.host.masters, new NothingToPrune(), pid -> Optional.empty(), (a, v) -> List.of())
                .observe(app.loop);
        assertThat(seen.hold()).isEqualTo(hold);
        assertThat(seen.running().manifestId()).isEqualTo(CanonicalJson.idOf(manifest));
        assertThat(app.told.of(EventKind.HOLD_SET)).singleElement().satisfies(fact -> {
            assertThat(fact.actor()).isEqualTo("ana");
            assertThat(fact.message()).contains("looking into it");
        });

        app.agentEnds();
        app.agentStarts();
        assertThat(app.memory.get().hold()).isEqualTo(hold);
    }

    @Test
    void logsAreRotatedBySizeAndTheAppWritesOnInTheNewOnes() throws Exception {
        app.logLimits = new LogLimits(4_000, 2);
        app.serves();
        Path logs = app.host.layout.appLogs(RealGunicorn.APP);
        app.until("the access log was set aside twice", () -> {
            app.answer();
            return Files.exists(logs.resolve("access.log.2"));
        });
        LiveMaster master = app.master();
        app.answer();
        app.until("the new log is written", () -> Files.size(logs.resolve("access.log")) > 0);

        app.until("it is set aside again and again", () -> {
            for (int i = 0; i < 50; i++) {
                app.answer();
            }
            return Files.size(logs.resolve("access.log.1")) > 4_000;
        });
        assertThat(app.master().id()).isEqualTo(master.id());
        assertThat(app.loop.supervision().phase()).isEqualTo(Phase.SERVING);
        try (Stream<Path> all = Files.list(logs)) {
            assertThat(all.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("access")))
                    .containsExactlyInAnyOrder("access.log", "access.log.1", "access.log.2");
        }
        assertThat(app.memory.get().dataLossEvents()).isZero();
    }

    @Test
    void whatTheLastFewStartsSaidIsKept() throws Exception {
        app.serves();
        for (int death = 1; death <= 2; death++) {
            int deaths = death;
            app.kill(app.master().id(), Signal.KILL);
            app.until("it is started again", () -> app.told.count(EventKind.PROCESS_STARTED) == deaths);
            app.awaitServing();
        }
        Path logs = app.host.layout.appLogs(RealGunicorn.APP);
        assertThat(logs.resolve("boot.log")).exists();
        assertThat(logs.resolve("boot.log.1")).exists();
        assertThat(logs.resolve("boot.log.2")).exists();
        assertThat(logs.resolve("boot.log.3")).doesNotExist();
    }
}
