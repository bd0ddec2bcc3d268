package io.globohub.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.Settings;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SupervisionTest {
    private static final Settings SETTINGS = Settings.DEFAULT;
    private static final Failure DEATH = new Failure(Reason.PROCESS_DIED, "it died");

    private Watch watch = Watch.stopped(0);
    private final List<Action> actions = new ArrayList<>();
    private long now;

    private void on(Event event) {
        Decision decision = Supervision.next(watch, event, SETTINGS, now, 0.5);
        watch = decision.watch();
        actions.addAll(decision.actions());
    }

    private void serving() {
        on(new Event.WantRunning());
        on(new Event.Tick());
        on(new Event.ProbedWell());
        actions.clear();
    }

    @Test
    void startsWhatShouldRunAndServesAfterItsFirstGoodProbe() {
        on(new Event.WantRunning());
        on(new Event.Tick());
        on(new Event.ProbedBadly("not yet", false));
        assertThat(watch.phase()).isEqualTo(Phase.STARTING);
        on(new Event.ProbedWell());

        assertThat(watch.phase()).isEqualTo(Phase.SERVING);
        assertThat(actions).containsExactly(new Action.Start(false), new Action.Probe());
    }

    @Test
    void startsAgainAtOnceAfterItsFirstDeath() {
        serving();
        on(new Event.Died(DEATH));

        assertThat(watch.phase()).isEqualTo(Phase.STARTING);
        assertThat(actions).containsExactly(new Action.TellDeath(DEATH), new Action.Start(true));
    }

    @Test
    void waitsLongerAfterEachFurtherDeathAndThenOnlyTriesRarely() {
        serving();
        on(new Event.Died(DEATH));
        List<Long> waits = new ArrayList<>();
        while (watch.phase() != Phase.CRASH_LOOP) {
            on(new Event.Died(DEATH));
            if (watch.phase() == Phase.BACKOFF) {
                waits.add(watch.retryAt() - now);
                now = watch.retryAt();
                on(new Event.Tick());
            }
        }
        assertThat(waits).containsExactly(900L, 1800L, 3600L, 7200L);
        assertThat(watch.retryAt() - now).isEqualTo(300_000L);
        assertThat(actions).contains(new Action.TellCrashLoop(DEATH));
    }

    @Test
    void triesACrashLoopingAppOnceMoreWhenItsTimeHasCome() {
        waitsLongerAfterEachFurtherDeathAndThenOnlyTriesRarely();
        actions.clear();
        now = watch.retryAt() - 1;
        on(new Event.Tick());
        assertThat(actions).isEmpty();
        now += 1;
        on(new Event.Tick());
        assertThat(actions).containsExactly(new Action.Start(true));
    }

    @Test
    void replacesAnAppOnlyAfterAsManyBadProbesInARowAsAllowed() {
        serving();
        on(new Event.ProbedBadly("500", false));
        on(new Event.ProbedBadly("500", false));
        on(new Event.ProbedWell());
        assertThat(watch.phase()).isEqualTo(Phase.SERVING);
        assertThat(actions).containsExactly(new Action.TellFailing("500"), new Action.TellRestored());

        actions.clear();
        on(new Event.ProbedBadly("500", false));
        on(new Event.ProbedBadly("500", false));
        on(new Event.ProbedBadly("501", false));
        assertThat(actions.get(actions.size() - 1))
                .isEqualTo(
                        new Action.Replace(new Failure(Reason.PROBE_FAILED, "3 bad probes in a row; the last: 501")));
    }

    @Test
    void probesOnScheduleAndNotMoreOften() {
        serving();
        for (int second = 0; second < 60; second++) {
            now += 1000;
            on(new Event.Tick());
        }
        assertThat(actions).hasSize(6).containsOnly(new Action.Probe());
    }

    @Test
    void replacesAStartingAppThatNeverAnswers() {
        on(new Event.WantRunning());
        now = SETTINGS.startupTimeoutSeconds() * 1000L;
        on(new Event.ProbedBadly("connection refused", false));
        assertThat(actions.get(actions.size() - 1)).isInstanceOf(Action.Replace.class);
    }

    @Test
    void forgetsEarlierDeathsAfterAStableTime() {
        serving();
        on(new Event.Died(DEATH));
        on(new Event.Tick());
        on(new Event.ProbedWell());
        now += Supervision.STABLE_MILLIS;
        on(new Event.Tick());
        actions.clear();
        on(new Event.Died(DEATH));
        assertThat(actions).contains(new Action.Start(true));
    }

    @Test
    void stopsFromAnyPhaseAndStartsNothingUntilWanted() {
        serving();
        on(new Event.WantStopped());
        on(new Event.Tick());
        on(new Event.Died(DEATH));
        assertThat(watch.phase()).isEqualTo(Phase.STOPPED);
        assertThat(actions).containsExactly(new Action.Stop());
    }

    @Test
    void everyPhaseKnowsWhatToDoWithEveryEvent() {
        for (Phase phase : Phase.values()) {
            for (Event event : someOfEachEvent()) {
                Watch any = new Watch(phase, 0, 0, 0, 0, 0, List.of());
                assertThat(Supervision.next(any, event, SETTINGS, 1, 0.5)).isNotNull();
            }
        }
        assertThat(someOfEachEvent()).hasSize(Event.class.getPermittedSubclasses().length);
    }

    private static List<Event> someOfEachEvent() {
        return List.of(
                new Event.Tick(),
                new Event.WantRunning(),
                new Event.WantStopped(),
                new Event.Found(),
                new Event.Died(DEATH),
                new Event.ProbedWell(),
                new Event.ProbedBadly("no", false));
    }

    @Test
    void randomEventsNeverStartTwiceNorExceedTheBudgetNorShortenTheBackoff() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Watch state = Watch.stopped(0);
            boolean alive = false;
            long time = 0;
            List<Long> starts = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                time += random.nextInt(3000);
                Event event = someOfEachEvent().get(random.nextInt(7));
                boolean needsProcess = event instanceof Event.Died || event instanceof Event.Found;
                if (needsProcess && !alive) {
                    continue;
                }
                if (event instanceof Event.Died) {
                    alive = false;
                }
                Decision decision = Supervision.next(state, event, SETTINGS, time, random.nextDouble());
                for (Action action : decision.actions()) {
                    if (action instanceof Action.Start start) {
                        assertThat(alive)
                                .as("started while alive, seed %d", seed)
                                .isFalse();
                        alive = true;
                        if (start.again()) {
                            starts.add(time);
                        }
                    } else if (action instanceof Action.Stop) {
                        alive = false;
                        starts.clear(); // an operator's stop is a new beginning
                    }
                }
                if (decision.watch().phase() == Phase.BACKOFF && state.phase() != Phase.BACKOFF) {
                    assertThat(decision.watch().retryAt() - time)
                            .isBetween(0L, SETTINGS.restart().maxBackoffSeconds() * 1000L);
                }
                state = decision.watch();
                long windowStart = time - SETTINGS.restart().windowSeconds() * 1000L;
                starts.removeIf(at -> at <= windowStart);
                assertThat(starts.size())
                        .as("restarts within the window, seed %d", seed)
                        .isLessThanOrEqualTo(SETTINGS.restart().maxRestarts() + 1);
            }
        }
    }
}
