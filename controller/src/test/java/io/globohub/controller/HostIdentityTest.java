package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostIdentityTest {
    private static final Duration ROUND = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void anEnrolTokenUsedByManyAtOnceGivesOneIdentity() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (World world = World.in(directory)) {
            HttpCaller token = world.as(world.token(Role.ENROLL).secret());
            List<Callable<Integer>> enrolments = java.util.stream.IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> token.post(
                                    Paths.AGENT_ENROLL, new EnrollRequest("web" + i, Map.of(), "0.1.0", "Debian 12"))
                            .status())
                    .toList();
            List<Integer> statuses = threads.invokeAll(enrolments).stream()
                    .map(HostIdentityTest::result)
                    .toList();
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 401);
            assertThat(world.events("kind=host_enrolled")).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int result(Future<Integer> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anExpiredEnrolTokenGivesNone() throws Exception {
        try (World world = World.in(directory)) {
            HttpCaller token = world.as(world.token(Role.ENROLL).secret());
            world.clock().advance(Duration.ofHours(24));
            assertThat(token.post(Paths.AGENT_ENROLL, new EnrollRequest("web1", Map.of(), "0.1.0", "Debian 12"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void retiringAHostRevokesItsCredentialAtOnceAlsoForAParkedPoll() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            String etag = web1.http().get(Paths.AGENT_DESIRED).header("ETag");
            CompletableFuture<HttpAnswer> parked = CompletableFuture.supplyAsync(
                    () -> web1.http().get(Paths.AGENT_DESIRED, "If-None-Match", etag, "Prefer", "wait=50"));
            await().until(() -> world.admin().get("/metrics").text().contains("globohub_longpoll_waiters 1.0"));

            assertThat(world.admin().delete("/v1/hosts/web1", "If-Match", "*").status())
                    .isEqualTo(204);

            assertThat(parked.get(5, TimeUnit.SECONDS).status()).isEqualTo(401);
            assertThat(web1.http().post(Paths.AGENT_CHECKIN, web1.request()).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void twoAgentsWithOneCredentialAreNoticedAndShown() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            for (int i = 0; i < 5; i++) {
                world.clock().advance(ROUND);
                web1.asInstance("original").checkin();
                web1.asInstance("copy").checkin();
            }
            assertThat(world.events("kind=identity_cloned")).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(EventKind.IDENTITY_CLONED.code());
                assertThat(event.host()).isEqualTo("web1");
                assertThat(event.message()).contains("by two agents at once");
            });
            assertThat(world.hostNow("web1").summary().warnings())
                    .singleElement()
                    .asString()
                    .contains("two agents");
            await().untilAsserted(() -> {
                web1.asInstance("original").checkin();
                assertThat(world.admin().get("/v1/hosts").text()).contains("two agents use this host's credential");
            });
            world.push("desafio", "1.0");
            world.rollout("{'app':'desafio','version':'1.0','selector':'host=web1'}");
            await().untilAsserted(() -> assertThat(world.admin()
                            .get("/v1/hosts/web1/explain")
                            .as(Explanation.class)
                            .apps())
                    .singleElement()
                    .satisfies(app -> assertThat(app.chain()).anyMatch(fact -> fact.contains("two agents"))));
        }
    }

    @Test
    void aRestartedAgentIsNoClone() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            for (int start = 0; start < 20; start++) {
                web1.asInstance("start-" + start);
                world.clock().advance(ROUND);
                web1.checkin();
                world.clock().advance(ROUND);
                web1.checkin();
            }
            assertThat(world.events("kind=identity_cloned")).isEmpty();
            assertThat(world.hostNow("web1").summary().warnings()).isEmpty();
        }
    }

    @Test
    void theLastWordOfAnAgentThatWasReplacedIsNoClone() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            web1.asInstance("new").checkin();
            world.clock().advance(Duration.ofSeconds(5));
            web1.asInstance("instance-1").checkin();
            world.clock().advance(Duration.ofMinutes(5));
            web1.asInstance("new").checkin();
            assertThat(world.events("kind=identity_cloned")).isEmpty();
        }
    }

    @Test
    void aCloneIsNoticedAcrossARestartOfTheController() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            world.clock().advance(ROUND);
            web1.asInstance("copy").checkin();
            world.clock().advance(Duration.ofMinutes(1));
            world.restart();
            web1.asInstance("instance-1").checkin();
            assertThat(world.events("kind=identity_cloned")).hasSize(1);
        }
    }
}
