package io.globohub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.config.AgentConfigFile;
import io.globohub.agent.control.ControlClient;
import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.agent.gunicorn.LogLimits;
import io.globohub.agent.uplink.Credential;
import io.globohub.agent.uplink.DesiredStore;
import io.globohub.agent.uplink.TaggedState;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import io.globohub.common.keys.TrustedKeys;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.Paths;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Goal;
import io.globohub.common.time.Sleeper;
import io.globohub.testkit.RealParts;
import io.globohub.testkit.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent whose installation is held fast in the middle. */
@Timeout(120)
class NothingWaitsForAnInstallTest {
    @TempDir
    Path root;

    private final CountDownLatch fetching = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final Queue<CheckinRequest> checkins = new ConcurrentLinkedQueue<>();

    private final class Controller extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            String target = request.getTarget();
            if (target.startsWith(Paths.PACKS)) {
                fetching.countDown();
                held.await(100, TimeUnit.SECONDS);
                return new MockResponse.Builder().code(404).build();
            }
            if (target.equals(Paths.AGENT_CHECKIN)) {
                CheckinRequest said = Json.readTolerant(request.getBody().utf8(), CheckinRequest.class);
                checkins.add(said);
                long ack = said.events().isEmpty()
                        ? 0
                        : said.events().get(said.events().size() - 1).seq();
                return new MockResponse.Builder()
                        .code(200)
                        .setHeader("Content-Type", "application/json")
                        .body(Json.write(new CheckinResponse(1, 0, ack, "\"1\"", Instant.EPOCH)))
                        .build();
            }
            return new MockResponse.Builder().code(503).build();
        }
    }

    private Daemon daemonThatInstalls(URI controller) throws Exception {
        AgentConfig config = new AgentConfig(
                AgentConfigFile.layoutUnder(root.toRealPath()),
                List.of(controller),
                null,
                Map.of(),
                RealParts.python(),
                AgentConfig.PipConfig.DEFAULT,
                1,
                AgentConfig.Upkeep.DEFAULT,
                List.of(),
                new AgentConfig.Upgrade(TrustedKeys.NONE, root.resolve("upgrade")),
                null,
                LogLimits.DEFAULT,
                null,
                List.of());
        Manifest sample = Samples.manifest("1.0");
        Manifest manifest = new Manifest(
                sample.app(),
                sample.version(),
                sample.pack(),
                SettingsPatch.bind(List.of(new BindAddress("127.0.0.1", RealParts.freePort())))
                        .applyTo(Settings.DEFAULT));
        DurableFiles files = new DurableFiles(CrashPoint.NONE);
        DesiredStore store = new DesiredStore(config.layout().desired(), "h_1", files, Clock.systemUTC());
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        store.accept(new TaggedState(
                new DesiredState(
                        "h_1",
                        1,
                        now,
                        null,
                        List.of(new Assignment(manifest.app(), Goal.RUNNING, manifest, 1, null, 0, 0))),
                "\"1\""));
        return Daemon.start(
                config,
                new Credential("h_1", "web-1", "secret", now),
                new Daemon.Surroundings(System.getenv(), Clock.systemUTC(), Sleeper.real(), CrashPoint.NONE, "Linux"));
    }

    @Test
    void statusIsAnsweredAndMetricsGoOnWhileAnInstallIsHeld() throws Exception {
        try (MockWebServer controller = new MockWebServer()) {
            controller.setDispatcher(new Controller());
            controller.start();
            try (Daemon daemon = daemonThatInstalls(URI.create("http://127.0.0.1:" + controller.getPort()))) {
                assertThat(fetching.await(60, TimeUnit.SECONDS))
                        .as("the install of one of %d apps has begun", daemon.apps())
                        .isTrue();
                checkins.clear();

                ControlReply status = new ControlClient(
                                AgentConfigFile.layoutUnder(root.toRealPath()).controlSocket())
                        .ask(ControlRequest.status());

                assertThat(held.getCount()).isEqualTo(1);
                assertThat(status.observation().apps()).singleElement().satisfies(app -> {
                    assertThat(app.deployment().outcome()).isNull();
                    assertThat(app.deployment().step()).isEqualTo("fetch");
                });
                await().atMost(Duration.ofSeconds(30)).until(() -> checkins.size() >= 2);
                assertThat(checkins)
                        .allSatisfy(checkin ->
                                assertThat(checkin.metrics().memoryTotalBytes()).isPositive());
                assertThat(held.getCount()).isEqualTo(1);
            } finally {
                held.countDown();
            }
        }
    }
}
