package io.globohub.controller.rollout;

import static io.globohub.controller.rollout.SimulatedRollout.NEW;
import static io.globohub.controller.rollout.SimulatedRollout.OLD;
import static io.globohub.controller.rollout.SimulatedRollout.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Reason;
import io.globohub.controller.rollout.SimulatedRollout.SimHost;
import org.junit.jupiter.api.Test;

class RolloutDeciderTest {
    @Test
    void aHealthyFleetIsChangedBatchByBatch() {
        SimulatedRollout rollout = SimulatedRollout.over(4).start(input("2", 0, 0, OnFailure.ROLLBACK));

        rollout.step(1);
        assertThat(rollout.told).containsExactly("h001 RUNNING 1.1", "h002 RUNNING 1.1");
        rollout.step(1);
        assertThat(rollout.rollout.progress().gateOpensAt()).isNotNull();
        assertThat(rollout.status(1)).isEqualTo(HostStatus.BAKING);
        rollout.steps(8);

        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(rollout.mostInFlight).isEqualTo(2);
        assertThat(rollout.told).hasSize(4);
    }

    @Test
    void theNextBatchWaitsUntilTheOneBeforeHasBaked() {
        SimulatedRollout rollout = SimulatedRollout.over(2).start(input("1", 0, 0, OnFailure.ROLLBACK));
        rollout.step(1).step(9);
        assertThat(rollout.told).hasSize(1);
        rollout.step(1);
        assertThat(rollout.told).hasSize(1);
        rollout.step(1);
        assertThat(rollout.told).hasSize(2);
    }

    @Test
    void aVeryLargeBatchIsToldInPartsWithoutWaitingForTheFirst() {
        SimulatedRollout rollout =
                SimulatedRollout.over(2 * Batches.TOLD_AT_ONCE + 500).start(input("100%", 0, 0, OnFailure.ROLLBACK));

        rollout.step(1);
        assertThat(rollout.told).hasSize(Batches.TOLD_AT_ONCE);
        rollout.step(1);
        assertThat(rollout.told).hasSize(2 * Batches.TOLD_AT_ONCE);
        rollout.step(1);
        assertThat(rollout.told).hasSize(2 * Batches.TOLD_AT_ONCE + 500).doesNotHaveDuplicates();
        rollout.steps(20);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void oneFailureTooManyBringsEveryTouchedHostBackToWhatItHad() {
        SimulatedRollout rollout = SimulatedRollout.over(4);
        rollout.host(3).breaks = true;
        rollout.start(input("1", 0, 0, OnFailure.ROLLBACK)).steps(20);

        assertThat(rollout.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(rollout.rollout.progress().reason()).isEqualTo(Reason.MAX_FAILURES);
        assertThat(rollout.rollout.progress().detail()).contains("h003: died at import");
        assertThat(rollout.told.subList(0, 3))
                .containsExactly("h001 RUNNING 1.1", "h002 RUNNING 1.1", "h003 RUNNING 1.1");
        assertThat(rollout.told.subList(3, rollout.told.size()))
                .containsExactlyInAnyOrder("h001 RUNNING 1.0", "h002 RUNNING 1.0", "h003 RUNNING 1.0");
        assertThat(rollout.status(4)).isEqualTo(HostStatus.SKIPPED);
        assertThat(rollout.hosts.get("h003").evidence()).containsExactly("ImportError");
        assertThat(rollout.fleet.values())
                .allMatch(host -> CanonicalJson.idOf(OLD).equals(host.runs()));
    }

    @Test
    void aHostThatHadNothingBeforeGetsRidOfTheAppAgain() {
        SimulatedRollout rollout = SimulatedRollout.over(1);
        SimHost host = rollout.host(1);
        host.assigned = new io.globohub.common.state.Assignment(SimulatedRollout.APP, Goal.ABSENT, OLD, 2, null, 0, 0);
        host.seen = null;
        host.observed = 2;
        host.breaks = true;
        rollout.start(input("1", 0, 0, OnFailure.ROLLBACK)).steps(6);
        assertThat(rollout.told).containsExactly("h001 RUNNING 1.1", "h001 ABSENT 1.1");
        assertThat(rollout.status()).isEqualTo(Status.ROLLED_BACK);
    }

    @Test
    void failuresWithinTheLimitAreTolerated() {
        SimulatedRollout rollout = SimulatedRollout.over(4);
        rollout.host(1).breaks = true;
        rollout.start(input("1", 0, 1, OnFailure.ROLLBACK)).steps(30);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(rollout.rollout.progress().detail()).startsWith("3 done, 1 failed");
    }

    @Test
    void onFailureStopLeavesTheOthersAsTheyAre() {
        SimulatedRollout rollout = SimulatedRollout.over(3);
        rollout.host(2).breaks = true;
        rollout.start(input("1", 0, 0, OnFailure.STOP)).steps(20);
        assertThat(rollout.status()).isEqualTo(Status.FAILED);
        assertThat(rollout.told).hasSize(2);
        assertThat(rollout.status(1)).isEqualTo(HostStatus.DONE);
        assertThat(rollout.status(3)).isEqualTo(HostStatus.SKIPPED);
    }

    @Test
    void onFailurePauseWaitsForAPersonAndGoesOnAfterAResume() {
        SimulatedRollout rollout = SimulatedRollout.over(3);
        rollout.host(1).breaks = true;
        rollout.start(input("1", 0, 0, OnFailure.PAUSE)).steps(10);
        assertThat(rollout.status()).isEqualTo(Status.PAUSED);
        assertThat(rollout.told).hasSize(1);

        rollout.rollout = rollout.rollout.with(rollout.rollout.progress().to(Status.RUNNING, null, null));
        rollout.steps(20);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(rollout.told).hasSize(3);
    }

    @Test
    void theCanaryWaitsForPromotion() {
        SimulatedRollout rollout = SimulatedRollout.over(5).start(input("4", 1, 0, OnFailure.ROLLBACK));
        rollout.steps(10);
        assertThat(rollout.rollout.progress().awaitingPromotion()).isTrue();
        assertThat(rollout.told).hasSize(1);

        rollout.rollout = rollout.rollout.with(rollout.rollout.progress().awaiting(false, true));
        rollout.steps(10);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(rollout.told).hasSize(5);
    }

    @Test
    void aHeldHostIsSkippedWithWhoHoldsIt() {
        SimulatedRollout rollout = SimulatedRollout.over(2).start(input("1", 0, 0, OnFailure.ROLLBACK));
        rollout.host(2).hold = new Hold("ana", "debugging", rollout.now, null);
        rollout.steps(10);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(rollout.hosts.get("h002").reason()).isEqualTo(Reason.HELD);
        assertThat(rollout.hosts.get("h002").detail()).contains("ana").contains("debugging");
    }

    @Test
    void aStaleHostIsSkippedAndGetsTheChangeWhenItReturns() {
        SimulatedRollout rollout = SimulatedRollout.over(2);
        rollout.host(2).freshness = Freshness.LOST;
        rollout.start(input("1", 0, 0, OnFailure.ROLLBACK)).steps(10);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(rollout.rollout.progress().late()).isTrue();
        assertThat(rollout.hosts.get("h002").reason()).isEqualTo(Reason.AGENT_STALE);

        rollout.host(2).freshness = Freshness.FRESH;
        rollout.steps(3);
        assertThat(rollout.host(2).runs()).isEqualTo(CanonicalJson.idOf(NEW));
        assertThat(rollout.status(2)).isEqualTo(HostStatus.DONE);
        assertThat(rollout.rollout.progress().late()).isFalse();
    }

    @Test
    void aHostThatIsLostWhileItIsChangedHasFailed() {
        SimulatedRollout rollout = SimulatedRollout.over(2).start(input("1", 0, 0, OnFailure.STOP));
        rollout.step(1);
        rollout.host(1).freshness = Freshness.LOST;
        rollout.step(1);
        assertThat(rollout.status()).isEqualTo(Status.FAILED);
        assertThat(rollout.hosts.get("h001").reason()).isEqualTo(Reason.AGENT_STALE);
    }

    @Test
    void shortlyAfterItsOwnStartTheControllerCallsNobodyLost() {
        SimulatedRollout rollout = SimulatedRollout.over(2).start(input("1", 0, 0, OnFailure.STOP));
        rollout.step(1);
        rollout.fleet.values().forEach(host -> host.freshness = Freshness.LOST);
        rollout.settled = false;
        rollout.steps(3);
        assertThat(rollout.status()).isEqualTo(Status.RUNNING);
        rollout.fleet.values().forEach(host -> host.freshness = Freshness.FRESH);
        rollout.settled = true;
        rollout.steps(10);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void theDeadlineEndsWhatHangs() {
        SimulatedRollout rollout = SimulatedRollout.over(1);
        rollout.host(1).hangs = true;
        PlanInput input = new PlanInput(
                SimulatedRollout.APP,
                NEW,
                java.util.Set.of(),
                Goal.RUNNING,
                Selector.everything(),
                new BatchSize("1"),
                0,
                false,
                0,
                0,
                60,
                OnFailure.ROLLBACK,
                null,
                false,
                null);
        rollout.start(input).steps(20);
        assertThat(rollout.status()).isEqualTo(Status.ROLLED_BACK);
        assertThat(rollout.rollout.progress().reason()).isEqualTo(Reason.DEADLINE);
    }

    @Test
    void whatAnAgentSaidBeforeItKnewOfTheChangeCountsForNothing() {
        SimulatedRollout rollout = SimulatedRollout.over(1);
        rollout.host(1).breaks = true;
        rollout.start(input("1", 0, 0, OnFailure.STOP)).steps(4);
        assertThat(rollout.status()).isEqualTo(Status.FAILED);

        // the same report is still the host's last word when it is told to try again
        rollout.host(1).breaks = false;
        PlanInput again = new PlanInput(
                SimulatedRollout.APP,
                NEW,
                java.util.Set.of(),
                Goal.RUNNING,
                Selector.everything(),
                new BatchSize("1"),
                0,
                false,
                0,
                0,
                null,
                OnFailure.STOP,
                null,
                true,
                null);
        rollout.start(again).steps(4);
        assertThat(rollout.status()).isEqualTo(Status.SUCCEEDED);
    }
}
