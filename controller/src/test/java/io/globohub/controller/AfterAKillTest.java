package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.AppObservation;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill leaves what was on disk at that instant: here a copy of it, on which a second controller starts. */
class AfterAKillTest {
    private static final String NEXT = "{'app':'desafio','version':'1.2','all':true}".replace('\'', '"');

    @TempDir
    Path directory;

    private World killed(int number) throws IOException {
        Path copy = directory.resolve("copy" + number);
        Path data = Files.createDirectories(copy.resolve("data"));
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.toList()) {
                Path target = data.resolve(directory.resolve("data").relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return World.in(copy);
    }

    private static String deployed(AppObservation app) {
        return app == null || app.deployment() == null
                ? null
                : app.deployment().manifestId().version().value();
    }

    /** Five times: whether the last words were on disk already could be luck. */
    @Test
    void whatAHostHadSaidWithAnAcknowledgedOutcomeIsKnown() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent agent = world.webHost("web1");
            for (int i = 1; i <= 5; i++) {
                String broken = "1." + i;
                world.push("desafio", broken);
                agent.breakVersion(broken);
                world.rollout("{'app':'desafio','version':'" + broken + "','all':true,'on_failure':'stop'}");
                await().until(() -> {
                    agent.reconcile();
                    return broken.equals(deployed(agent.seen("desafio")));
                });
                agent.checkin();
                try (World next = killed(i)) {
                    assertThat(next.hostNow("web1").observation().apps())
                            .extracting(AfterAKillTest::deployed)
                            .containsExactly(broken);
                }
            }
        }
    }

    @Test
    void aHostThatCouldNotBeHeardMeanwhileIsNotTakenForSilent() throws Exception {
        try (World world = World.in(directory)) {
            List.of("web1", "web2").forEach(world::webHost);
            world.push("desafio", "1.2");
            world.stop();
            world.clock().advance(Duration.ofMinutes(10));
            world.startAgain();
            RolloutPlan plan =
                    world.admin().post("/v1/rollouts?dry_run=true", NEXT).as(RolloutPlan.class);
            assertThat(plan.hosts()).extracting(RolloutPlan.PlannedHost::action).containsOnly("install");
            String id = world.rollout(NEXT).id();
            await().until(() -> {
                world.turn(Duration.ofSeconds(1));
                return world.rolloutNow(id).status() == Status.SUCCEEDED;
            });
            assertThat(world.rolloutNow(id).hosts())
                    .allSatisfy(host -> assertThat(host.detail()).isNull());
        }
    }

    @Test
    void aHostThatWasLostBeforeStaysLeftOut() throws Exception {
        try (World world = World.in(directory)) {
            world.webHost("web1");
            world.push("desafio", "1.2");
            await().until(() -> {
                world.clock().advance(Duration.ofSeconds(20));
                return !world.events("kind=host_lost").isEmpty();
            });
            world.restart();
            RolloutPlan plan =
                    world.admin().post("/v1/rollouts?dry_run=true", NEXT).as(RolloutPlan.class);
            assertThat(plan.hosts()).extracting(RolloutPlan.PlannedHost::action).containsOnly("skip");
        }
    }
}
