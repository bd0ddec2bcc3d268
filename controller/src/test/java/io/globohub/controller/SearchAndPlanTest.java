package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.HostPlan;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.SearchHit;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchAndPlanTest {
    @TempDir
    Path directory;

    World world;

    @BeforeEach
    void start() throws Exception {
        world = World.in(directory);
        world.push("desafio", "1.0");
        world.push("desafio", "1.1");
        world.host("web-01", Map.of("role", "web", "zone", "north"));
        world.host("db-01", Map.of("role", "db"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> found(String text) {
        return world.admin().get("/v1/search?q=" + text).as(new TypeReference<Page<SearchHit>>() {}).items().stream()
                .map(hit -> hit.kind() + " " + hit.title())
                .toList();
    }

    private HostPlan.Change change(String host) {
        HostPlan plan = world.admin().get("/v1/hosts/" + host + "/plan").as(HostPlan.class);
        assertThat(plan.changes()).hasSize(1);
        return plan.changes().get(0);
    }

    private void deploy(String version, String host) {
        world.rollout("{'app':'desafio','version':'" + version + "','selector':'host=" + host + "','bake_seconds':0}");
    }

    @Test
    void everyKindOfThingIsFoundByAPartOfItsName() {
        deploy("1.0", "web-01");
        FakeAgent agent = world.agent("web-01");
        await().until(() -> agent.turn() != null && agent.seen("desafio") != null);

        assertThat(found("EB-0")).containsExactly("host web-01");
        assertThat(found("zone%3Dnor")).containsExactly("host web-01");
        assertThat(found("desaf"))
                .containsExactlyInAnyOrder(
                        "app desafio", "version desafio 1.0", "version desafio 1.1", "rollout desafio 1.0");
        assertThat(found("gunicorn")).containsExactly("package gunicorn 20.0.4");
        assertThat(found("nothing-like-it")).isEmpty();
        assertThat(world.admin().get("/v1/search").status()).isEqualTo(400);
    }

    @Test
    void thePlanOfAHostSaysWhatIsLeftToDoAndWhatKeepsItWaiting() {
        FakeAgent agent = world.agent("web-01");
        assertThat(world.admin().get("/v1/hosts/web-01/plan").as(HostPlan.class).changes())
                .isEmpty();
        deploy("1.0", "web-01");
        await().until(() -> !world.hostNow("web-01").desired().assignments().isEmpty());
        HostPlan.Change install = change("web-01");
        assertThat(install.action()).isEqualTo("install");
        assertThat(install.steps()).startsWith("reserve", "fetch").endsWith("confirm", "commit");
        assertThat(install.waitsFor()).isNull();

        world.admin().patch("/v1/hosts/web-01", "{\"hold\":{\"reason\":\"audit\"}}", "If-Match", "*");
        assertThat(change("web-01").waitsFor()).isEqualTo("the hold of admin");
        world.admin().patch("/v1/hosts/web-01", "{\"unhold\":true}", "If-Match", "*");

        agent.turn();
        assertThat(change("web-01").action()).isEqualTo("none");

        agent.breakVersion("1.1");
        await().until(() -> {
            agent.checkin();
            return world.rolloutNow(latest()).endedAt() != null;
        });
        deploy("1.1", "web-01");
        await().until(() -> agent.turn() != null && agent.seen("desafio").failure() != null);
        assertThat(world.events("kind=deployment_failed")).hasSize(1);
    }

    private String latest() {
        return world.events("kind=rollout_started&newest=true").get(0).rolloutId();
    }
}
