package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.LogView;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import io.globohub.testkit.OwnPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers on one PostgreSQL and one clock: a host speaks to one, the other knows. */
class SharedSightTest {
    private static OwnPostgres server;

    @TempDir
    Path directory;

    @BeforeAll
    static void startServer() throws Exception {
        server = OwnPostgres.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatIsPushedToOneIsServedByTheOther() throws Exception {
        String url = server.newDatabase("packs");
        ControllerConfig config = ControllerConfig.in(directory.resolve("a")).storedIn(url);
        try (World world = World.with(config, directory);
                Controller other = Controller.start(
                        ControllerConfig.in(directory.resolve("b"))
                                .storedIn(url)
                                .listeningOn("127.0.0.1", 0),
                        world.clock())) {
            FakeAgent agent = world.webHost("web1");
            String path = "/v1/packs/" + world.push("desafio", "1.0").pack().sha256();
            world.rollout("{'app':'desafio','version':'1.0','all':true}");
            agent.movedTo(other.port());
            await().until(() -> agent.http().get(path).status() == 200);
            assertThat(agent.http().get(path).bytes())
                    .isEqualTo(world.admin().get(path).bytes());
            // a backup through the controller says how it is done here
            assertThat(world.admin().get("/v1/backup").problem().detail()).contains("pg_dump");
        }
    }

    @Test
    void aDatabaseThatGoesAwayIsSaidAndNothingAcknowledgedIsLost() throws Exception {
        try (OwnPostgres ownServer = OwnPostgres.start()) {
            String url = ownServer.newDatabase("crashing");
            ControllerConfig config =
                    ControllerConfig.in(directory.resolve("a")).storedIn(url);
            try (World world = World.with(config, directory)) {
                world.token(Role.VIEWER);
                ownServer.crash();
                HttpAnswer refused =
                        world.admin().post(Paths.TOKENS, new TokenRequest("lost", Role.VIEWER, null, null, null, null));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.problem().code()).isEqualTo("unavailable");
                ownServer.comeUp();
                TokenRequest again = new TokenRequest("again", Role.OPERATOR, null, null, null, null);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> world.admin().post(Paths.TOKENS, again).status() == 201);
                assertThat(world.events("kind=token_created"))
                        .extracting(EventView::message)
                        .noneMatch(message -> message.contains("lost"));
                assertThat(HashChain.firstBroken(HashChain.START, 0, world.events("")))
                        .isEmpty();
            }
        }
    }

    @Test
    void aLogIsAskedForThroughOneControllerAndSentThroughAnother() throws Exception {
        String url = server.newDatabase("logs");
        ControllerConfig config = ControllerConfig.in(directory.resolve("a")).storedIn(url);
        try (World world = World.with(config, directory);
                Controller other = Controller.start(
                        ControllerConfig.in(directory.resolve("b"))
                                .storedIn(url)
                                .listeningOn("127.0.0.1", 0),
                        world.clock())) {
            FakeAgent agent = world.webHost("web1");
            world.push("desafio", "1.0");
            world.rollout("{'app':'desafio','version':'1.0','all':true}");
            agent.movedTo(other.port());
            await().until(() -> !agent.http()
                    .get(Paths.AGENT_DESIRED)
                    .as(DesiredAnswer.class)
                    .assignments()
                    .isEmpty());
            String etag = agent.http().get(Paths.AGENT_DESIRED).header("ETag");
            CompletableFuture<HttpAnswer> agentWaits = CompletableFuture.supplyAsync(
                    () -> agent.http().get(Paths.AGENT_DESIRED, "If-None-Match", etag, "Prefer", "wait=30"));
            LogView asked = world.admin()
                    .post("/v1/hosts/web1/apps/desafio/logs", "{\"follow\":true}")
                    .as(LogView.class);
            assertThat(agentWaits
                            .get(10, TimeUnit.SECONDS)
                            .as(DesiredAnswer.class)
                            .logRequests())
                    .extracting(LogRequest::id)
                    .containsExactly(asked.id());

            CompletableFuture<HttpAnswer> operatorWaits = CompletableFuture.supplyAsync(
                    () -> world.admin().get("/v1/logs/" + asked.id(), "Prefer", "wait=30"));
            LogChunk chunk = new LogChunk(1, List.of("a line"), false, "c", false, null);
            agent.http().post(Paths.AGENT_LOG.replace("{id}", asked.id()), chunk);
            assertThat(operatorWaits.get(10, TimeUnit.SECONDS).as(LogView.class).lines())
                    .containsExactly("a line");
        }
    }

    private static Freshness freshness(HttpCaller caller, String host) {
        return caller.get("/v1/hosts/" + host).as(HostDetail.class).summary().freshness();
    }

    @Test
    void aHostIsLostForAllOnlyWhenNobodyHearsIt() throws Exception {
        String url = server.newDatabase("sight");
        ControllerConfig config = ControllerConfig.in(directory.resolve("a")).storedIn(url);
        try (World world = World.with(config, directory);
                Controller other = Controller.start(
                        ControllerConfig.in(directory.resolve("b"))
                                .storedIn(url)
                                .listeningOn("127.0.0.1", 0),
                        world.clock())) {
            FakeAgent agent = world.webHost("web1");
            HttpCaller here = world.admin();
            agent.movedTo(other.port());
            // the first controller leads and hears nothing itself, for a minute and a half by the clock
            for (int i = 0; i < 12; i++) {
                world.clock().advance(Duration.ofSeconds(8));
                agent.checkin();
                await().atMost(Duration.ofSeconds(10)).until(() -> freshness(here, "web1") == Freshness.FRESH);
            }
            assertThat(world.events("kind=host_lost")).isEmpty();

            // just not lost yet, it speaks again: that is known at once
            world.clock().advance(Duration.ofSeconds(29));
            agent.checkin();
            await().atMost(Duration.ofSeconds(1)).until(() -> freshness(here, "web1") == Freshness.FRESH);

            world.clock().advance(Duration.ofSeconds(31));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> world.events("kind=host_lost").size() == 1);
            agent.checkin();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> world.events("kind=host_returned").size() == 1);
            assertThat(world.events("kind=host_lost")).hasSize(1);
        }
    }
}
