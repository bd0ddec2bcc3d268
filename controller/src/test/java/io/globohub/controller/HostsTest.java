package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.FleetSummary;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostMetricsView;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.Page;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsTest {
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

    private Page<HostSummary> hosts(String query) {
        return world.admin().get("/v1/hosts" + query).as(new TypeReference<>() {});
    }

    private List<String> names(String query) {
        return hosts(query).items().stream().map(HostSummary::name).toList();
    }

    @Test
    void hostsAreFoundBySelectorNameFreshnessAndPage() {
        world.host("web1", Map.of("role", "web", "zone", "a"));
        world.host("web2", Map.of("role", "web", "zone", "b"));
        world.host("db1", Map.of("role", "db"));

        assertThat(names("")).containsExactly("db1", "web1", "web2");
        assertThat(names("?selector=role%3Dweb%2Czone%20in%20(b%2Cc)")).containsExactly("web2");
        assertThat(names("?name=web*")).containsExactly("web1", "web2");
        assertThat(names("?freshness=stale,lost")).isEmpty();
        Page<HostSummary> first = hosts("?limit=2");
        assertThat(first.total()).isEqualTo(3);
        assertThat(names("?limit=2&cursor=" + first.nextCursor())).containsExactly("web2");
    }

    @Test
    void aSilentHostTurnsStaleThenLostAndReturns() {
        world.clock().advance(Duration.ofMinutes(5));
        FakeAgent web1 = world.webHost("web1");
        assertThat(world.hostNow("web1").summary().freshness()).isEqualTo(Freshness.FRESH);
        world.clock().advance(Duration.ofSeconds(16));
        assertThat(world.hostNow("web1").summary().freshness()).isEqualTo(Freshness.STALE);
        world.clock().advance(Duration.ofSeconds(15));
        assertThat(world.hostNow("web1").summary().freshness()).isEqualTo(Freshness.LOST);
        await().until(() -> world.events("kind=host_lost").size() == 1);
        web1.checkin();
        await().until(() -> world.events("kind=host_returned").size() == 1);
        assertThat(world.events("kind=host_lost")).hasSize(1);
    }

    @Test
    void labelsAreChangedOnlyByWhoSawThemAsTheyAre() {
        world.webHost("web1");
        HttpAnswer shown = world.admin().get("/v1/hosts/web1");
        String etag = shown.header("ETag");
        String patch = "{\"labels\":{\"zone\":\"a\",\"role\":null}}";

        HttpAnswer blind = world.admin().patch("/v1/hosts/web1", patch);
        assertThat(blind.status()).isEqualTo(428);
        HttpAnswer changed = world.admin().patch("/v1/hosts/web1", patch, "If-Match", etag);
        assertThat(changed.as(HostSummary.class).labels()).isEqualTo(Map.of("zone", "a"));
        HttpAnswer late = world.admin().patch("/v1/hosts/web1", patch, "If-Match", etag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.problem().code()).isEqualTo("precondition_failed");
        assertThat(world.admin().patch("/v1/hosts/web1", patch, "If-Match", "*").status())
                .isEqualTo(200);
        assertThat(world.events("kind=host_labelled")).hasSize(2);
    }

    @Test
    void aHoldHasAnOwnerAReasonAndAnEnd() {
        world.webHost("web1");
        String end = world.clock().instant().plusSeconds(10).toString();
        String hold = "{\"hold\":{\"reason\":\"disk swap\",\"expires_at\":\"" + end + "\"}}";
        HostSummary held =
                world.admin().patch("/v1/hosts/web1", hold, "If-Match", "*").as(HostSummary.class);
        assertThat(held.hold().owner()).isEqualTo("admin");
        assertThat(held.hold().reason()).isEqualTo("disk swap");
        world.clock().advance(Duration.ofSeconds(11));
        assertThat(world.hostNow("web1").summary().hold()).isNull();
        assertThat(world.admin()
                        .patch("/v1/hosts/web1", hold, "If-Match", "*")
                        .problem()
                        .detail())
                .contains("in the past");
    }

    @Test
    void aRetiredHostIsGoneItsCredentialDeadAndItsNameFree() {
        FakeAgent web1 = world.webHost("web1");
        assertThat(world.admin().delete("/v1/hosts/web1", "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(world.admin().get("/v1/hosts/web1").problem().code()).isEqualTo("host_not_found");
        assertThat(web1.http().get("/v1/agent/desired").status()).isEqualTo(401);
        assertThat(names("?state=retired")).containsExactly("web1");
        assertThat(world.webHost("web1").id()).isNotEqualTo(web1.id());
    }

    @Test
    void theFleetIsCountedAndExplained() {
        FakeAgent web1 = world.webHost("web1").breakVersion("1.0");
        world.webHost("web2");
        world.push("desafio", "1.0");
        var started = world.rollout(
                "{'app':'desafio','version':'1.0','all':true,'batch':'100%','max_failures':1,'bake_seconds':0}");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            world.turn(Duration.ofSeconds(1));
            return world.rolloutNow(started.id()).status().isFinished();
        });

        FleetSummary fleet = world.admin().get("/v1/fleet").as(FleetSummary.class);
        assertThat(fleet.hosts()).isEqualTo(2);
        assertThat(fleet.freshness()).containsEntry("fresh", 2).containsEntry("lost", 0);
        assertThat(fleet.versions()).containsExactly(new FleetSummary.VersionCount("desafio", "1.0", 1, 2));
        assertThat(fleet.drift()).containsEntry("failed", 1).containsEntry("missing", 1);

        Explanation why = world.admin().get("/v1/hosts/web1/explain").as(Explanation.class);
        assertThat(why.apps().get(0).verdict()).contains("died at import");
        assertThat(why.apps().get(0).failure().evidence()).containsExactly("ImportError: no module");
        assertThat(why.apps().get(0).remedy()).isNotBlank();
        assertThat(why.apps().get(0).chain()).anyMatch(fact -> fact.startsWith("desired: running desafio:1.0"));
        assertThat(world.admin().get("/v1/hosts/web1/events").text()).contains("deployment_failed");
        assertThat(web1.seen("desafio").running()).isNull();
    }

    @Test
    void metricsAreTheLatestSampleAndTheLastHour() {
        FakeAgent web1 = world.webHost("web1");
        for (int i = 0; i < 400; i++) {
            world.clock().advance(Duration.ofSeconds(10));
            web1.checkin();
        }
        HostMetricsView metrics = world.admin().get("/v1/hosts/web1/metrics").as(HostMetricsView.class);
        assertThat(metrics.latest().cpuRatio()).isEqualTo(0.25);
        assertThat(metrics.t()).hasSize(360);
        assertThat(new ArrayList<>(metrics.t())).isSorted();
        assertThat(metrics.series().get("cpu_ratio")).hasSize(360).containsOnly(0.25);
        HostDetail detail = world.hostNow("web1");
        assertThat(detail.summary().diskAvailableBytes()).isEqualTo(40_000_000_000L);
        assertThat(detail.clockSkewSeconds()).isEqualTo(0.0);
    }
}
