package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.protocol.LogView;
import io.globohub.common.protocol.LogView.State;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {
    private static final String LOGS = "/v1/hosts/web1/apps/desafio/logs";

    @TempDir
    Path directory;

    private World world;
    private FakeAgent web1;
    private HttpCaller operator;

    @BeforeEach
    void makeAHostWithAnApp() throws Exception {
        world = World.in(directory);
        web1 = world.webHost("web1");
        world.push("desafio", "1.0");
        String rollout = world.rollout("{'app':'desafio','version':'1.0','selector':'role=web'}")
                .id();
        await().until(() -> {
            world.turn(Duration.ofSeconds(10));
            return world.rolloutNow(rollout).status().isFinished();
        });
        operator = world.as(world.token(Role.OPERATOR).secret());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private LogView ask(String query) {
        return operator.post(LOGS, query.replace('\'', '"')).as(LogView.class);
    }

    private LogView read(String id, long after) {
        return operator.get("/v1/logs/" + id + "?after=" + after).as(LogView.class);
    }

    private HttpAnswer send(FakeAgent agent, String id, LogChunk chunk) {
        return agent.http().post(Paths.AGENT_LOG.replace("{id}", id), chunk);
    }

    private static LogChunk chunk(long seq, boolean last, String... lines) {
        return new LogChunk(seq, List.of(lines), false, "cursor " + seq, last, null);
    }

    private DesiredAnswer wishes() {
        return web1.http().get(Paths.AGENT_DESIRED).as(DesiredAnswer.class);
    }

    @Test
    void aRequestIsFoundBesideTheDesiredStateWithoutChangingIt() {
        long generation = wishes().generation();
        LogView asked = ask("{'lines':5,'source':'boot'}");

        DesiredAnswer wishes = wishes();
        assertThat(wishes.generation()).isEqualTo(generation);
        assertThat(wishes.logRequests()).singleElement().satisfies(request -> {
            assertThat(request.id()).isEqualTo(asked.id());
            assertThat(request.source()).isEqualTo(LogSource.BOOT);
            assertThat(request.lines()).isEqualTo(5);
            assertThat(request.follow()).isFalse();
        });
        assertThat(asked.state()).isEqualTo(State.WAITING);
        EventView noted =
                world.events("kind=" + EventKind.LOGS_REQUESTED.code()).get(0);
        assertThat(noted.actor()).isEqualTo("the-OPERATOR");
        assertThat(noted.message()).isEqualTo("the boot log of desafio on web1 is read");
    }

    @Test
    void anAgentThatWaitsIsWokenAtOnceAndSoIsWhoWaitsForTheLines() throws Exception {
        String etag = web1.http().get(Paths.AGENT_DESIRED).header("ETag");
        CompletableFuture<HttpAnswer> agentWaits = CompletableFuture.supplyAsync(
                () -> web1.http().get(Paths.AGENT_DESIRED, "If-None-Match", etag, "Prefer", "wait=30"));
        await().until(() -> world.admin().get("/metrics").text().contains("globohub_longpoll_waiters 1"));
        LogView asked = ask("{}");

        HttpAnswer woken = agentWaits.get(5, TimeUnit.SECONDS);
        assertThat(woken.as(DesiredAnswer.class).logRequests()).hasSize(1);
        assertThat(woken.header("ETag")).isNotEqualTo(etag);
        CompletableFuture<HttpAnswer> operatorWaits = CompletableFuture.supplyAsync(
                () -> operator.get("/v1/logs/" + asked.id() + "?after=0", "Prefer", "wait=30"));
        await().until(() -> world.admin().get("/metrics").text().contains("globohub_longpoll_waiters 1"));
        send(web1, asked.id(), chunk(1, true, "a line"));

        LogView got = operatorWaits.get(5, TimeUnit.SECONDS).as(LogView.class);
        assertThat(got.lines()).containsExactly("a line");
        assertThat(got.state()).isEqualTo(State.ENDED);
        assertThat(web1.http().get(Paths.AGENT_DESIRED, "If-None-Match", etag).status())
                .as("an answered request is gone from the desired state")
                .isEqualTo(304);
    }

    @Test
    void whatIsFollowedComesInOrderAndEachChunkOnce() {
        LogView asked = ask("{'follow':true}");
        assertThat(send(web1, asked.id(), chunk(1, false, "1", "2")).as(LogReceipt.class))
                .isEqualTo(new LogReceipt(1, true));
        assertThat(read(asked.id(), 0).lines()).containsExactly("1", "2");
        send(web1, asked.id(), chunk(2, false, "3"));
        send(web1, asked.id(), chunk(2, false, "3"));
        send(web1, asked.id(), chunk(3, false, "4"));

        LogView later = read(asked.id(), 1);
        assertThat(later.lines()).containsExactly("3", "4");
        assertThat(later.position()).isEqualTo(3);
        assertThat(later.state()).isEqualTo(State.OPEN);
        assertThat(send(web1, asked.id(), chunk(5, false, "6")).status()).isEqualTo(409);
        assertThat(wishes().logRequests()).singleElement().satisfies(request -> {
            assertThat(request.seq()).isEqualTo(3);
            assertThat(request.cursor()).isEqualTo("cursor 3");
        });

        assertThat(operator.delete("/v1/logs/" + asked.id()).status()).isEqualTo(204);
        assertThat(send(web1, asked.id(), chunk(4, false, "5"))
                        .as(LogReceipt.class)
                        .goOn())
                .isFalse();
        assertThat(wishes().logRequests()).isEmpty();
        assertThat(read(asked.id(), 3).state()).isEqualTo(State.ENDED);
    }

    @Test
    void aFollowedLogLivesAsLongAsItIsReadAndExpiresByItself() {
        LogView asked = ask("{'follow':true}");
        send(web1, asked.id(), chunk(1, false, "1"));
        for (int look = 0; look < 5; look++) {
            world.clock().advance(Duration.ofSeconds(30));
            assertThat(read(asked.id(), 1).state()).isEqualTo(State.OPEN);
        }
        world.clock().advance(Duration.ofSeconds(61));

        assertThat(send(web1, asked.id(), chunk(2, false, "2"))
                        .as(LogReceipt.class)
                        .goOn())
                .isFalse();
        assertThat(wishes().logRequests()).isEmpty();
        assertThat(read(asked.id(), 1).state()).isEqualTo(State.ENDED);
        ask("{}");
        assertThat(operator.get("/v1/logs/" + asked.id()).problem().code()).isEqualTo("log_request_not_found");
    }

    @Test
    void aHostThatDoesNotAnswerIsSaidToBeLostWithWhenItWasLastSeen() {
        world.clock().advance(Duration.ofMinutes(10));
        LogView asked = ask("{}");
        assertThat(asked.freshness()).isEqualTo(Freshness.LOST);
        assertThat(asked.lastSeenAt()).isNotNull();
        world.clock().advance(Duration.ofSeconds(61));

        LogView late = read(asked.id(), 0);
        assertThat(late.state()).isEqualTo(State.ENDED);
        assertThat(late.failure().reason()).isEqualTo(Reason.AGENT_STALE);
    }

    @Test
    void whatIsNotThereIsRefusedEachInItsOwnWords() {
        HttpAnswer noHost = operator.post("/v1/hosts/web9/apps/desafio/logs", "{}");
        assertThat(noHost.problem().code()).isEqualTo("host_not_found");
        HttpAnswer noApp = operator.post("/v1/hosts/web1/apps/other/logs", "{}");
        assertThat(noApp.problem().code()).isEqualTo("app_not_found");
        assertThat(noApp.problem().detail()).isEqualTo("there is no app 'other' on web1, only desafio");
        assertThat(operator.post(LOGS, "{\"lines\":20000}").status()).isEqualTo(400);
        LogView asked = ask("{}");
        send(
                web1,
                asked.id(),
                new LogChunk(1, List.of(), false, null, true, new Failure(Reason.LOG_NOT_FOUND, "no error.log")));
        assertThat(read(asked.id(), 0).failure().reason()).isEqualTo(Reason.LOG_NOT_FOUND);
    }

    @Test
    void aHostSeesAndAnswersOnlyItsOwnRequestsAndATokenOnlyItsOwnApp() {
        FakeAgent web2 = world.webHost("web2");
        LogView asked = ask("{}");

        assertThat(web2.http().get(Paths.AGENT_DESIRED).as(DesiredAnswer.class).logRequests())
                .isEmpty();
        assertThat(send(web2, asked.id(), chunk(1, true, "forged")).status()).isEqualTo(404);
        HttpCaller others = world.as(world.admin()
                .post(Paths.TOKENS, new TokenRequest("other", Role.OPERATOR, "other", null, null, null))
                .as(TokenView.class)
                .secret());
        assertThat(others.post(LOGS, "{}").status()).isEqualTo(403);
        assertThat(others.get("/v1/logs/" + asked.id()).status()).isEqualTo(403);
        assertThat(others.delete("/v1/logs/" + asked.id()).status()).isEqualTo(403);
        assertThat(world.as(world.token(Role.VIEWER).secret()).post(LOGS, "{}").status())
                .isEqualTo(403);
    }

    @Test
    void noHostIsAskedForMoreThanAFewLogsAtOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(operator.post(LOGS, "{}").status()).isEqualTo(201);
        }
        assertThat(operator.post(LOGS, "{}").status()).isEqualTo(429);
        world.clock().advance(Duration.ofSeconds(61));
        assertThat(operator.post(LOGS, "{}").status()).isEqualTo(201);
    }

    @Test
    void ofMoreThanIsKeptTheNewestStayAndTheGapIsSaid() {
        LogView asked = ask("{'follow':true}");
        for (int seq = 1; seq <= 8; seq++) {
            send(web1, asked.id(), chunk(seq, false, seq + "x".repeat(900_000)));
        }
        LogView first = read(asked.id(), 0);
        assertThat(first.skipped()).isTrue();
        assertThat(first.lines()).hasSize(1);
        assertThat(first.lines().get(0)).startsWith("5x");
        assertThat(first.position()).isEqualTo(5);
        assertThat(read(asked.id(), 5).skipped()).isFalse();
        assertThat(send(web1, asked.id(), chunk(9, false, "x".repeat(1_000_001)))
                        .status())
                .isEqualTo(413);
    }
}
