package io.globohub.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.controller.rollout.SimulatedRollout.SimHost;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random fleets with hosts that break, hang, are held, go away and come back; random policies; people who pause, resume,
 * promote and ask to go back; a controller that restarts. Whatever happens, the promises hold at every step.
 */
class RolloutPropertiesTest {
    private static final Goal WISH = Goal.RUNNING;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 400);
    }

    /** One random course of a rollout. */
    private static final class Course {
        final Random random;
        final int limit;
        final int tolerated;
        final OnFailure onFailure;
        final int canary;
        final boolean auto;
        final Integer deadline;
        final SimulatedRollout rollout;
        int accepted;
        boolean promoted;
        boolean askedBack;

        Course(long seed) {
            random = new Random(seed);
            limit = 1 + random.nextInt(6);
            tolerated = random.nextInt(3);
            onFailure =
                    List.of(OnFailure.ROLLBACK, OnFailure.PAUSE, OnFailure.STOP).get(random.nextInt(3));
            canary = random.nextInt(2) * (1 + random.nextInt(2));
            auto = random.nextBoolean();
            deadline = random.nextInt(4) == 0 ? 60 + random.nextInt(4000) : null;
            rollout = SimulatedRollout.over(1 + random.nextInt(40));
            rollout.fleet.values().forEach(this::spoil);
            rollout.start(new PlanInput(
                    SimulatedRollout.APP,
                    SimulatedRollout.NEW,
                    Set.of(),
                    WISH,
                    Selector.everything(),
                    new BatchSize(Integer.toString(limit)),
                    canary,
                    auto,
                    tolerated,
                    random.nextInt(30),
                    deadline,
                    onFailure,
                    null,
                    false,
                    null));
        }

        private void spoil(SimHost host) {
            host.breaks = random.nextInt(8) == 0;
            host.hangs = random.nextInt(20) == 0;
            if (random.nextInt(15) == 0) {
                host.hold = new Hold("ana", "debugging", rollout.now, null);
            }
            if (random.nextInt(10) == 0) {
                host.freshness = Freshness.LOST;
            }
        }

        /** Hosts come and go, the controller restarts, people do what is possible now. */
        void disturb() {
            for (SimHost host : rollout.fleet.values()) {
                if (random.nextInt(100) == 0) {
                    host.freshness = host.freshness == Freshness.FRESH ? Freshness.LOST : Freshness.FRESH;
                }
            }
            rollout.settled = random.nextInt(5) != 0;
            switch (rollout.status()) {
                case PAUSED -> {
                    if (timeIsUp()) {
                        askedBack = true;
                        rollout.rollBack();
                    } else if (random.nextInt(3) == 0) {
                        accepted = Math.max(accepted, rollout.rollout.progress().acceptedFailures());
                        rollout.rollout =
                                rollout.rollout.with(rollout.rollout.progress().to(Status.RUNNING, null, null));
                    }
                }
                case RUNNING -> {
                    if (rollout.rollout.progress().awaitingPromotion() && random.nextInt(3) == 0) {
                        promoted = true;
                        rollout.rollout =
                                rollout.rollout.with(rollout.rollout.progress().awaiting(false, true));
                    } else if (random.nextInt(60) == 0) {
                        rollout.rollout =
                                rollout.rollout.with(rollout.rollout.progress().to(Status.PAUSED, null, null));
                    } else if (random.nextInt(300) == 0) {
                        askedBack = true;
                        rollout.rollBack();
                    }
                }
                default -> {}
            }
        }

        long count(HostStatus status) {
            return rollout.hosts.values().stream()
                    .filter(host -> host.status() == status)
                    .count();
        }

        long told(String version) {
            return rollout.told.stream().filter(one -> one.endsWith(version)).count();
        }

        /** Who asks for a canary larger than a batch gets it. */
        int atOnce() {
            return rollout.rollout.progress().batch() <= 1 ? Math.max(limit, canary) : limit;
        }

        private boolean timeIsUp() {
            return deadline != null
                    && !rollout.now.isBefore(rollout.rollout.policy().deadlineAt());
        }

        void promisesHold() {
            assertThat(count(HostStatus.UPDATING) + count(HostStatus.BAKING))
                    .as("in flight")
                    .isLessThanOrEqualTo(atOnce());
            // a batch may fail as a whole at once, but none starts after that
            assertThat(count(HostStatus.FAILED))
                    .as("failed")
                    .isLessThanOrEqualTo(Math.max(tolerated, accepted) + (long) atOnce());
            if (canary > 0 && !auto && !promoted && rollout.rollout.progress().batches() > 1) {
                assertThat(told("1.1")).as("told before the promotion").isLessThanOrEqualTo(canary);
            }
            assertThat(rollout.told).as("nobody is told the same twice").doesNotHaveDuplicates();
        }

        void endIsTrue() {
            switch (rollout.status()) {
                case SUCCEEDED -> {
                    assertThat(count(HostStatus.FAILED)).isLessThanOrEqualTo(Math.max(tolerated, accepted));
                    assertThat(count(HostStatus.WAITING)).isZero();
                }
                case ROLLED_BACK -> {
                    assertThat(onFailure == OnFailure.ROLLBACK || askedBack).isTrue();
                    Set<String> back = new HashSet<>();
                    rollout.told.stream()
                            .filter(one -> one.endsWith("1.0"))
                            .forEach(one -> back.add(one.substring(0, one.indexOf(' '))));
                    for (String one : back) {
                        SimHost host = rollout.fleet.get(one);
                        assertThat(host.assigned.manifestId()).isEqualTo(CanonicalJson.idOf(SimulatedRollout.OLD));
                    }
                    assertThat(back).hasSize((int) told("1.1"));
                }
                case FAILED -> assertThat(onFailure).isEqualTo(OnFailure.STOP);
                default -> throw new AssertionError("it ended as " + rollout.status());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itKeepsItsLimitsAndAlwaysEnds(long seed) {
        Course course = new Course(seed);
        for (int i = 0; i < 4000 && !course.rollout.status().isFinished(); i++) {
            course.disturb();
            course.rollout.step(30);
            course.promisesHold();
        }
        assertThat(course.rollout.status().isFinished())
                .as("it ends; it is %s", course.rollout.status())
                .isTrue();
        course.endIsTrue();
    }
}
