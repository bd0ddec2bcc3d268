package io.globohub.agent.supervise;

import io.globohub.common.manifest.Settings;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a supervised process: a pure table from (state, event, time) to (state, actions).
 *
 * <pre>
 *             want running / found            good probe
 *   STOPPED ───────────────────────▶ STARTING ──────────▶ SERVING ◀──────────┐
 *      ▲                               ▲  │ died             │  bad probe    │ good probe
 *      │ want stopped (from anywhere)  │  │                  ▼               │
 *                        time is up    │  │               FAILING ───────────┘
 *                   BACKOFF ───────────┤  │                  │ died, or too many bad probes
 *                      ▲   CRASH_LOOP ─┘  ▼                  ▼
 *                      └───────▲───── first death: started again at once
 *                              └───── more than max_restarts within the window
 * </pre>
 */
public final class Supervision {
    /** How often a starting process is asked: its boot takes tenths of a second, and nobody should wait longer. */
    static final long STARTUP_PROBE_MILLIS = 200;
    /** After so long without trouble an earlier death no longer counts towards the backoff. */
    static final long STABLE_MILLIS = 60_000;

    private Supervision() {}

    /**
     * @param now milliseconds of a monotonic clock
     * @param random from 0 to 1, for jitter
     */
    public static Decision next(Watch watch, Event event, Settings settings, long now, double random) {
        if (event instanceof Event.WantStopped) {
            return watch.phase() == Phase.STOPPED
                    ? Decision.of(watch)
                    : Decision.of(Watch.stopped(now), new Action.Stop());
        }
        if (event instanceof Event.Found) {
            return Decision.of(found(watch, now));
        }
        return switch (watch.phase()) {
            case STOPPED ->
                event instanceof Event.WantRunning
                        ? Decision.of(Watch.starting(now), new Action.Start(false))
                        : Decision.of(watch);
            case STARTING -> starting(watch, event, settings, now, random);
            case SERVING, FAILING -> up(watch, event, settings, now, random);
            case BACKOFF, CRASH_LOOP -> waiting(watch, event, now);
        };
    }

    private static Watch found(Watch watch, long now) {
        Watch fresh = Watch.starting(now);
        return new Watch(fresh.phase(), now, 0, now, fresh.retryAt(), watch.streak(), watch.restarts());
    }

    private static Decision starting(Watch watch, Event event, Settings settings, long now, double random) {
        if (event instanceof Event.Died died) {
            return died(watch, died.failure(), settings, now, random);
        }
        if (event instanceof Event.ProbedWell) {
            return Decision.of(watch.in(Phase.SERVING, now).withProbes(0, now + interval(settings)));
        }
        if (event instanceof Event.ProbedBadly bad && now - watch.since() >= settings.startupTimeoutSeconds() * 1000L) {
            Failure failure = new Failure(
                    Reason.STARTUP_TIMEOUT,
                    "no good probe within " + settings.startupTimeoutSeconds() + " s; the last: " + bad.detail());
            return Decision.of(watch.withProbes(0, Long.MAX_VALUE), new Action.Replace(failure));
        }
        if (event instanceof Event.Tick && now >= watch.nextProbeAt()) {
            return Decision.of(watch.withProbes(watch.badProbes(), now + STARTUP_PROBE_MILLIS), new Action.Probe());
        }
        return Decision.of(watch);
    }

    private static Decision up(Watch watch, Event event, Settings settings, long now, double random) {
        if (event instanceof Event.Died died) {
            return died(watch, died.failure(), settings, now, random);
        }
        if (event instanceof Event.ProbedWell) {
            Watch serving = watch.in(Phase.SERVING, now).withProbes(0, watch.nextProbeAt());
            return watch.phase() == Phase.FAILING
                    ? Decision.of(serving, new Action.TellRestored())
                    : Decision.of(serving);
        }
        if (event instanceof Event.ProbedBadly bad) {
            return probedBadly(watch, bad, settings, now);
        }
        if (event instanceof Event.Tick) {
            Watch calm = watch.phase() == Phase.SERVING && now - watch.since() >= STABLE_MILLIS
                    ? watch.withStreak(0)
                    : watch;
            return now >= calm.nextProbeAt()
                    ? Decision.of(calm.withProbes(calm.badProbes(), now + interval(settings)), new Action.Probe())
                    : Decision.of(calm);
        }
        return Decision.of(watch);
    }

    private static Decision probedBadly(Watch watch, Event.ProbedBadly probe, Settings settings, long now) {
        int bad = watch.badProbes() + 1;
        if (bad >= settings.probe().failures()) {
            Failure failure = new Failure(
                    probe.silent() ? Reason.PROCESS_STUCK : Reason.PROBE_FAILED,
                    bad + " bad probes in a row; the last: " + probe.detail());
            return Decision.of(watch.withProbes(0, Long.MAX_VALUE), new Action.Replace(failure));
        }
        Watch failing = watch.in(Phase.FAILING, now).withProbes(bad, watch.nextProbeAt());
        return watch.phase() == Phase.SERVING
                ? Decision.of(failing, new Action.TellFailing(probe.detail()))
                : Decision.of(failing);
    }

    private static Decision waiting(Watch watch, Event event, long now) {
        boolean due = event instanceof Event.Tick && now >= watch.retryAt();
        return due
                ? Decision.of(
                        new Watch(Phase.STARTING, now, 0, now, Long.MAX_VALUE, watch.streak(), watch.restarts()),
                        new Action.Start(true))
                : Decision.of(watch);
    }

    private static Decision died(Watch watch, Failure failure, Settings settings, long now, double random) {
        List<Long> counted = new ArrayList<>(watch.restarts());
        counted.removeIf(at -> at <= now - settings.restart().windowSeconds() * 1000L);
        counted.add(now);
        if (counted.size() > settings.restart().maxRestarts()) {
            long retryAt = now + settings.restart().crashLoopRetrySeconds() * 1000L;
            return Decision.of(
                    watch.waiting(Phase.CRASH_LOOP, now, retryAt, counted),
                    new Action.TellDeath(failure),
                    new Action.TellCrashLoop(failure));
        }
        long delay = Backoff.delayMillis(settings.restart(), watch.streak(), random);
        return delay == 0
                ? Decision.of(watch.restarting(now, counted), new Action.TellDeath(failure), new Action.Start(true))
                : Decision.of(watch.waiting(Phase.BACKOFF, now, now + delay, counted), new Action.TellDeath(failure));
    }

    private static long interval(Settings settings) {
        return settings.probe().intervalSeconds() * 1000L;
    }
}
