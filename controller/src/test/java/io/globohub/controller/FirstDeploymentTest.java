package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstDeploymentTest {
    @TempDir
    Path directory;

    @Test
    void anAppGoesFromItsPackToAHostThatServesIt() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            world.push("desafio", "1.0");

            RolloutView started = world.rollout(
                    "{'app': 'desafio', 'version': '1.0', 'selector': 'role=web', 'settings': {'bind': ['127.0.0.1:8001']}}");
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                world.turn(Duration.ofSeconds(2));
                return world.rolloutNow(started.id()).status() == Status.SUCCEEDED;
            });

            assertThat(web1.seen("desafio").running().bind().get(0)).hasToString("127.0.0.1:8001");
            assertThat(world.hostNow("web1").summary().apps().get(0).runningVersion())
                    .hasToString("1.0");
            assertThat(world.hostNow("web1").summary().apps().get(0).drift()).isEmpty();
            assertThat(world.events("").stream().map(event -> event.kind()))
                    .containsSubsequence(
                            "token_created",
                            "host_enrolled",
                            "pack_pushed",
                            "manifest_created",
                            "rollout_started",
                            "assignment_changed",
                            "deployment_succeeded",
                            "rollout_succeeded");
        }
    }
}
