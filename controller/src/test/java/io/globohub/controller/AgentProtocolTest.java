package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentProtocolTest {
    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = World.in(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theFirstStartLeavesAnAdminTokenForItsOwnerAlone() throws Exception {
        Path file = directory.resolve("data/admin-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        TokenView me = world.admin().get("/v1/whoami").as(TokenView.class);
        assertThat(me.role()).isEqualTo(Role.ADMIN);
        assertThat(me.secret()).isNull();
        String before = Files.readString(file);
        world.restart();
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(world.admin().get("/v1/whoami").status()).isEqualTo(200);
    }

    @Test
    void anEnrollTokenIsGoodForItsUsesAndNoMore() {
        TokenView token = world.admin()
                .post("/v1/tokens", new TokenRequest("two", Role.ENROLL, null, null, 2, Map.of("zone", "a")))
                .as(TokenView.class);
        HttpCaller newcomer = world.as(token.secret());
        assertThat(enroll(newcomer, "web1").status()).isEqualTo(201);
        HttpAnswer taken = enroll(newcomer, "web1");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.problem().code()).isEqualTo("name_taken");
        assertThat(enroll(newcomer, "web2").status()).isEqualTo(201);
        assertThat(enroll(newcomer, "web3").status()).isEqualTo(401);
        assertThat(world.hostNow("web1").summary().labels()).containsEntry("zone", "a");
    }

    private static HttpAnswer enroll(HttpCaller caller, String name) {
        return caller.post("/v1/agent/enroll", new EnrollRequest(name, Map.of("role", "web"), "0.1", "Debian"));
    }

    @Test
    void anExpiredOrRevokedTokenOpensNothing() {
        TokenView shortLived = world.admin()
                .post("/v1/tokens", new TokenRequest("short", Role.VIEWER, null, 60L, null, null))
                .as(TokenView.class);
        TokenView revoked = world.token(Role.VIEWER);
        assertThat(world.as(shortLived.secret()).get("/v1/fleet").status()).isEqualTo(200);
        assertThat(world.as(revoked.secret()).get("/v1/fleet").status()).isEqualTo(200);

        world.clock().advance(Duration.ofSeconds(61));
        assertThat(world.admin().delete("/v1/tokens/" + revoked.id()).status()).isEqualTo(200);
        assertThat(world.as(shortLived.secret()).get("/v1/fleet").status()).isEqualTo(401);
        assertThat(world.as(revoked.secret()).get("/v1/fleet").status()).isEqualTo(401);
    }

    @Test
    void aTokenForOneAppChangesNoOther() {
        TokenView scoped = world.admin()
                .post("/v1/tokens", new TokenRequest("scoped", Role.OPERATOR, "desafio", null, null, null))
                .as(TokenView.class);
        HttpCaller caller = world.as(scoped.secret());
        assertThat(caller.zip("/v1/packs", world.pack("other", "1.0", "x")).status())
                .isEqualTo(403);
        assertThat(caller.zip("/v1/packs", world.pack("desafio", "1.0", "x")).status())
                .isEqualTo(201);
    }

    @Test
    void anEventIsInTheLedgerOnceHoweverOftenItIsSent() {
        FakeAgent web1 = world.webHost("web1");
        ManifestId manifest = ManifestId.parse("desafio:1.0:0123456789ab");
        Failure failure = new Failure(Reason.CRASH_LOOP, "died 5 times", List.of("line 1", "line 2"));
        web1.event(EventKind.CRASH_LOOP_ENTERED, manifest, "desafio dies again and again", failure, null);
        var request = web1.request();

        for (int i = 0; i < 3; i++) {
            assertThat(web1.http().post("/v1/agent/checkin", request).text()).contains("\"ack_seq\":1");
        }
        List<EventView> events = world.events("kind=crash_loop_entered");
        assertThat(events).hasSize(1);
        EventView event = events.get(0);
        assertThat(event.actor()).isEqualTo("host:web1");
        assertThat(event.host()).isEqualTo("web1");
        assertThat(event.app()).isEqualTo("desafio");
        assertThat(event.version()).isEqualTo("1.0");
        assertThat(event.reason()).isEqualTo("crash_loop");
        assertThat(event.body().at("/failure/evidence/1").asText()).isEqualTo("line 2");
    }

    @Test
    void aNewerAgentsUnknownFieldsAreIgnored() {
        FakeAgent web1 = world.webHost("web1");
        String body = io.globohub.common.json.Json.write(web1.request()).replaceFirst("\\{", "{\"from_the_future\":1,");
        assertThat(web1.http().post("/v1/agent/checkin", body).status()).isEqualTo(200);
    }

    @Test
    void aLongPollEndsWhenItsOwnHostsDesiredStateChangesAndNotForOthers() throws Exception {
        FakeAgent web1 = world.webHost("web1");
        FakeAgent web2 = world.webHost("web2");
        world.push("desafio", "1.0");
        CompletableFuture<HttpAnswer> first = poll(web1, 30);
        CompletableFuture<HttpAnswer> second = poll(web2, 3);
        await().until(() -> world.admin().get("/metrics").text().contains("globohub_longpoll_waiters 2.0"));

        world.rollout("{'app':'desafio','version':'1.0','selector':'host=web1'}");

        HttpAnswer changed = first.get(10, TimeUnit.SECONDS);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.as(DesiredAnswer.class).state().assignments()).hasSize(1);
        assertThat(changed.header("ETag")).isEqualTo(web1.checkin().desiredEtag());
        assertThat(second.get(10, TimeUnit.SECONDS).status()).isEqualTo(304);
    }

    private static CompletableFuture<HttpAnswer> poll(FakeAgent agent, int seconds) {
        String etag = agent.checkin().desiredEtag();
        return CompletableFuture.supplyAsync(
                () -> agent.http().get("/v1/agent/desired", "If-None-Match", etag, "Prefer", "wait=" + seconds));
    }

    @Test
    void aPollWithoutAnythingAtHandIsAnsweredAtOnce() {
        FakeAgent web1 = world.webHost("web1");
        HttpAnswer answer = web1.http().get("/v1/agent/desired", "Prefer", "wait=60");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.as(DesiredAnswer.class).state().hostId()).isEqualTo(web1.id());
    }

    @Test
    void aWaitingAgentIsAnsweredWhenTheControllerStops() throws Exception {
        FakeAgent web1 = world.webHost("web1");
        CompletableFuture<HttpAnswer> poll = poll(web1, 60);
        await().until(() -> world.admin().get("/metrics").text().contains("globohub_longpoll_waiters 1.0"));
        world.controller().close();
        assertThat(poll.get(10, TimeUnit.SECONDS).status()).isEqualTo(304);
    }
}
