package io.globohub.controller;

import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three hosts with two versions of desafio pushed: where each of these tests begins. */
abstract class OnThreeHosts {
    @TempDir
    Path directory;

    World world;
    FakeAgent web1;
    FakeAgent web2;
    FakeAgent web3;

    @BeforeEach
    void start() throws Exception {
        world = World.in(directory);
        web1 = world.webHost("web1");
        web2 = world.webHost("web2");
        web3 = world.webHost("web3");
        world.push("desafio", "1.0");
        world.push("desafio", "1.1");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    RolloutView until(String id, Status status) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            world.turn(Duration.ofSeconds(1));
            return world.rolloutNow(id).status() == status;
        });
        return world.rolloutNow(id);
    }

    void everywhere(String version) {
        String id = world.rollout(
                        "{'app':'desafio','version':'" + version + "','all':true,'batch':'100%','bake_seconds':0}")
                .id();
        until(id, Status.SUCCEEDED);
    }

    String version(FakeAgent agent) {
        return agent.seen("desafio") == null || agent.seen("desafio").running() == null
                ? "none"
                : agent.seen("desafio").running().manifestId().version().value();
    }
}
