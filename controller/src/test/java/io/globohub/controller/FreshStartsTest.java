package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.controller.world.FakeAgent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions tried again, processes replaced, hosts that go back. */
class FreshStartsTest extends OnThreeHosts {
    @Test
    void aFailedVersionIsTriedAgainOnlyWhenSomebodySaysSo() {
        web1.breakVersion("1.1");
        String stop = "{'app':'desafio','version':'1.1','selector':'host=web1','on_failure':'stop','bake_seconds':0";
        until(world.rollout(stop + "}").id(), Status.FAILED);
        until(world.rollout(stop + "}").id(), Status.FAILED);
        assertThat(world.events("kind=deployment_failed")).hasSize(1);
        until(world.rollout(stop + ",'retry':true}").id(), Status.FAILED);
        assertThat(world.events("kind=deployment_failed")).hasSize(2);
    }

    @Test
    void aRestartGivesEachHostAFreshProcessBatchByBatch() {
        everywhere("1.0");
        List<Long> before = pids();
        String request = "{'app':'desafio','restart':true,'selector':'role=web','batch':'1','bake_seconds':0}";
        RolloutPlan plan = world.admin()
                .post("/v1/rollouts?dry_run=true", request.replace('\'', '"'))
                .as(RolloutPlan.class);
        assertThat(plan.hosts()).allMatch(host -> host.action().equals("restart") && host.losesMemory());
        assertThat(plan.batches()).isEqualTo(3);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("in memory are lost on 3 hosts"));

        until(world.rollout(request).id(), Status.SUCCEEDED);

        assertThat(pids()).doesNotContainAnyElementsOf(before);
        assertThat(version(web2)).isEqualTo("1.0");
        assertThat(world.events("kind=restart_requested")).hasSize(3);
        assertThat(world.hostNow("web1").desired().assignments().get(0).restart())
                .isEqualTo(1);
    }

    private List<Long> pids() {
        return world.agents().stream()
                .map(agent -> agent.seen("desafio").running().pid())
                .toList();
    }

    @Test
    void aHostThatGaveANewVersionUpByItselfHasFailed() {
        everywhere("1.0");
        AppObservation old = web1.seen("desafio");
        String id = world.rollout(
                        "{'app':'desafio','version':'1.1','selector':'role=web','batch':'1','bake_seconds':600}")
                .id();
        await().until(() -> {
            world.turn(Duration.ofSeconds(1));
            return version(web1).equals("1.1");
        });
        Failure why = new Failure(Reason.CRASH_LOOP, "1.1 died too often within its bake time", List.of("Segfault"));
        givesUp(web1, old, why);
        RolloutView ended = until(id, Status.ROLLED_BACK);
        assertThat(ended.hosts().get(0).reason()).isEqualTo("crash_loop");
        assertThat(ended.hosts().get(0).evidence()).containsExactly("Segfault");
        assertThat(version(web2)).isEqualTo("1.0");
    }

    @Test
    void aHostGoesBackToWhatItRanAlsoWhenItWasToldSomethingThatFailedThere() {
        everywhere("1.0");
        web1.breakVersion("1.1");
        until(
                world.rollout("{'app':'desafio','version':'1.1','selector':'host=web1','on_failure':'stop'}")
                        .id(),
                Status.FAILED);
        world.push("desafio", "1.2");
        web2.breakVersion("1.2");
        until(
                world.rollout("{'app':'desafio','version':'1.2','selector':'role=web','batch':'100%'}")
                        .id(),
                Status.ROLLED_BACK);
        assertThat(version(web1)).isEqualTo("1.0");
        assertThat(world.hostNow("web1").summary().apps().get(0).desiredVersion())
                .hasToString("1.0");
    }

    @Test
    void aPlanSaysWhatEachHostFetchesBuildsAndLoses() {
        everywhere("1.0");
        String id = world.rollout("{'app':'desafio','goal':'absent','selector':'host=web3'}")
                .id();
        until(id, Status.SUCCEEDED);
        RolloutPlan plan = world.admin()
                .post(
                        "/v1/rollouts?dry_run=true",
                        "{\"app\":\"desafio\",\"version\":\"1.1\",\"selector\":\"role=web\"}")
                .as(RolloutPlan.class);
        RolloutPlan.PlannedHost has = plan.hosts().stream()
                .filter(h -> h.name().equals("web1"))
                .findFirst()
                .orElseThrow();
        RolloutPlan.PlannedHost hasNothing = plan.hosts().stream()
                .filter(h -> h.name().equals("web3"))
                .findFirst()
                .orElseThrow();
        assertThat(has.environment()).isEqualTo("reused");
        assertThat(has.restart()).isEqualTo("handover");
        assertThat(has.fetchBytes()).isPositive();
        assertThat(has.losesMemory()).isTrue();
        assertThat(hasNothing.environment()).isEqualTo("built");
        assertThat(hasNothing.restart()).isEqualTo("start");
        assertThat(hasNothing.losesMemory()).isFalse();
    }

    /** The agent has brought back what {@code before} shows by itself: without a deployment report. */
    private static void givesUp(FakeAgent agent, AppObservation before, Failure why) {
        agent.say(new AppObservation(
                before.app(),
                before.goal(),
                before.active(),
                before.override(),
                before.installed(),
                before.running(),
                before.phase(),
                before.phaseSince(),
                before.restarts(),
                before.dataLossEvents(),
                before.nextRetryAt(),
                before.probe(),
                why,
                null,
                before.hold(),
                before.modifiedFiles(),
                before.environment()));
    }
}
