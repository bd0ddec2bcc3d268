package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.event.EventKind;
import io.globohub.common.pack.PackWriter;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.world.ControllerProcess;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.testkit.PostgresServer;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real controller processes on one real PostgreSQL. */
class SeveralControllersTest {
    @TempDir
    Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<ControllerProcess> controllers = new ArrayList<>();
    private final List<FakeAgent> agents = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private PostgresServer server;
    private String admin;

    @BeforeEach
    void startControllers() throws Exception {
        server = PostgresServer.start();
        String url = server.newDatabase("globohub");
        for (int i = 0; i < 3; i++) {
            controllers.add(ControllerProcess.serve(directory.resolve("c" + i), Map.of("GLOBOHUB_JDBC_URL", url)));
        }
        admin = controllers.get(0).adminToken();
    }

    @AfterEach
    void stopControllers() throws Exception {
        threads.shutdownNow();
        controllers.forEach(ControllerProcess::close);
        if (server != null) {
            server.close();
        }
    }

    private HttpCaller on(int controller) {
        return controllers.get(controller).as(client, admin);
    }

    private void enrol(int count) {
        String secret = on(0).post(Paths.TOKENS, new TokenRequest("enrol", Role.ENROLL, null, null, count, null))
                .as(TokenView.class)
                .secret();
        for (int i = 0; i < count; i++) {
            ControllerProcess home = controllers.get(i % controllers.size());
            EnrollResponse identity = home.as(client, secret)
                    .post(Paths.AGENT_ENROLL, new EnrollRequest("web" + i, Map.of("role", "web"), "0.1.0", "Debian 12"))
                    .as(EnrollResponse.class);
            FakeAgent agent = new FakeAgent(home.as(client, identity.credential()), identity, Clock.systemUTC());
            agent.checkin();
            agents.add(agent);
        }
    }

    private void push(String version) throws Exception {
        Path source = Files.createDirectories(directory.resolve("app-" + version));
        Files.writeString(source.resolve("app.py"), "# " + version);
        Path zip = directory.resolve(version + ".zip");
        byte[] descriptor = ("app: desafio\nversion: \"" + version + "\"\n").getBytes(StandardCharsets.UTF_8);
        PackWriter.write(source, Map.of("pack.yaml", descriptor), zip);
        on(0).zip(Paths.PACKS, Files.readAllBytes(zip)).as(Object.class);
    }

    private String start(int controller, String json) {
        return on(controller)
                .post(Paths.ROLLOUTS, json.replace('\'', '"'))
                .as(RolloutView.class)
                .id();
    }

    private List<EventView> ledger(int controller) {
        List<EventView> all = new ArrayList<>();
        while (true) {
            long after = all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
            List<EventView> page = on(controller)
                    .get(Paths.EVENTS + "?limit=1000&after=" + after)
                    .as(new TypeReference<Page<EventView>>() {})
                    .items();
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
        }
    }

    private Optional<Integer> leader() {
        for (int i = 0; i < controllers.size(); i++) {
            if (controllers.get(i).isAlive() && on(i).get(Paths.METRICS).text().contains("globohub_leader 1")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    @Test
    void aPublishOnOneWakesTheLongPollsOfAllWithinASecond() throws Exception {
        enrol(3);
        push("1.0");
        push("1.1");
        // the first publish finds three programs that have never done this before: it only has to arrive
        publish("1.0");
        assertThat(publish("1.1")).allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(1)));
    }

    /** How long after the acknowledgement of a publish each agent, on a controller of its own, was woken. */
    private List<Duration> publish(String version) throws Exception {
        List<CompletableFuture<Instant>> woken = new ArrayList<>();
        for (FakeAgent agent : agents) {
            String etag = agent.http().get(Paths.AGENT_DESIRED).header("ETag");
            woken.add(CompletableFuture.supplyAsync(
                    () -> {
                        HttpAnswer answer =
                                agent.http().get(Paths.AGENT_DESIRED, "If-None-Match", etag, "Prefer", "wait=50");
                        assertThat(answer.status()).isEqualTo(200);
                        return Instant.now();
                    },
                    threads));
        }
        await().until(() -> controllers.stream()
                .allMatch(one ->
                        one.as(client, admin).get(Paths.METRICS).text().contains("globohub_longpoll_waiters 1")));
        String id =
                start(1, "{'app':'desafio','version':'" + version + "','all':true,'batch':'100%','bake_seconds':0}");
        Instant acknowledged = Instant.now();
        List<Duration> waits = new ArrayList<>();
        for (CompletableFuture<Instant> answer : woken) {
            waits.add(Duration.between(acknowledged, answer.get(20, TimeUnit.SECONDS)));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            agents.forEach(FakeAgent::turn);
            return on(2).get("/v1/rollouts/" + id).as(RolloutView.class).status() == Status.SUCCEEDED;
        });
        System.out.println("woken after the acknowledgement: " + waits);
        return waits;
    }

    @Test
    void killedLeadersAreFollowedAndNothingAcknowledgedIsLost() throws Exception {
        enrol(6);
        push("1.0");
        await().atMost(Duration.ofSeconds(10)).until(() -> leader().isPresent());
        int first = leader().orElseThrow();
        String id = start(
                (first + 1) % 3,
                "{'app':'desafio','version':'1.0','all':true,'batch':'1','bake_seconds':0,'max_failures':0}");
        List<String> acknowledged = new ArrayList<>();
        turn(acknowledged);
        controllers.get(first).kill();
        Instant killed = Instant.now();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            turn(acknowledged);
            return leader().isPresent();
        });
        System.out.println("leadership moved within "
                + Duration.between(killed, Instant.now()).toMillis() + " ms");
        int second = leader().orElseThrow();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            turn(acknowledged);
            return on(second).get("/v1/rollouts/" + id).as(RolloutView.class).status() == Status.SUCCEEDED;
        });
        List<EventView> all = ledger(second);
        assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        assertThat(all.stream()
                        .filter(event -> event.message().startsWith("heartbeat"))
                        .map(EventView::message))
                .doesNotHaveDuplicates()
                .containsAll(acknowledged);
        assertThat(all)
                .filteredOn(event -> event.kind().equals("assignment_changed"))
                .hasSize(6);
        assertThat(all).filteredOn(event -> event.kind().equals("host_lost")).isEmpty();
    }

    /** Every agent speaks once, to the next living controller where its own has gone. */
    private void turn(List<String> acknowledged) {
        for (FakeAgent agent : agents) {
            int at = agent.http().port();
            if (controllers.stream().noneMatch(one -> one.isAlive() && one.port() == at)) {
                agent.movedTo(controllers.stream()
                        .filter(ControllerProcess::isAlive)
                        .findFirst()
                        .orElseThrow()
                        .port());
            }
            String message = "heartbeat " + agent.name() + " " + acknowledged.size();
            agent.event(EventKind.PROCESS_STARTED, null, message, null, null);
            agent.turn();
            assertThat(agent.outbox()).isEmpty();
            acknowledged.add(message);
        }
    }

    @Test
    void controllersThatWriteAtOnceWriteOneChain() throws Exception {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int controller = i;
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int n = 0; n < 40; n++) {
                            on(controller)
                                    .post(Paths.TOKENS, new TokenRequest("t" + n, Role.VIEWER, null, null, null, null))
                                    .as(TokenView.class);
                        }
                    },
                    threads));
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.get(60, TimeUnit.SECONDS);
        }
        List<EventView> all = ledger(2);
        assertThat(all)
                .filteredOn(event -> event.kind().equals("token_created"))
                .hasSizeGreaterThanOrEqualTo(120);
        assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        assertThat(ledger(0)).isEqualTo(all);
    }
}
