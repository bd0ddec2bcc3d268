package io.globohub.controller.rollout;

import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps every unfinished rollout, on a thread of its own: a few times a second, and at once when something is new.
 * Nothing is kept in memory between two steps but what is known to be unchanged. Where several controllers share a database, only the leader steps.
 */
public final class RolloutRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutRunner.class);
    private static final Duration TICK = Duration.ofMillis(250);
    /** With so many hosts there are news at every moment, and each look at them is work. */
    private static final int MANY_HOSTS = 1000;

    private static final int REST_FOR_WORK_ON_MANY = 4;
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);

    private final Records records;
    private final RolloutApply apply;
    private final FleetIndex fleet;
    private final LiveFleet live;
    private final Places places = new Places();
    private final Clock clock;
    private final Instant settledAt;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::loop, "rollouts");
    private final CountDownLatch end = new CountDownLatch(1);
    /** Hosts of all rollouts that the last tick looked at; of the runner's own thread. */
    private int looked;

    private volatile boolean closing;

    /** @param settledAt before this instant the silence of a host means nothing: the controller itself was away */
    public RolloutRunner(
            Records records, RolloutApply apply, FleetIndex fleet, LiveFleet live, Clock clock, Instant settledAt) {
        this.records = records;
        this.apply = apply;
        this.fleet = fleet;
        this.live = live;
        this.clock = clock;
        this.settledAt = settledAt;
    }

    public void start() {
        thread.start();
    }

    /** Something happened that a rollout may have waited for. */
    public void signal() {
        news.release();
    }

    private void loop() {
        while (!closing) {
            try {
                news.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
                long began = System.nanoTime();
                if (tick()) {
                    signal();
                } else {
                    rest(System.nanoTime() - began);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // one bad moment (the store is busy, say) must not end the schedule
                LOG.error("rollouts could not be stepped", e);
            }
        }
    }

    /** A large rollout must not take the processor from the agents whose answers it waits for. */
    private void rest(long workedNanos) throws InterruptedException {
        long nanos = looked > MANY_HOSTS
                ? Math.min(LONGEST_REST.toNanos(), REST_FOR_WORK_ON_MANY * workedNanos)
                : Math.min(TICK.toNanos(), workedNanos);
        if (!closing && end.await(nanos, TimeUnit.NANOSECONDS)) {
            LOG.debug("ending");
        }
    }

    /**
     * Steps every unfinished rollout once, if it is this controller that steps them.
     *
     * @return whether there are hosts left that may be told at once
     */
    boolean tick() {
        if (!records.leads()) {
            return false;
        }
        looked = 0;
        boolean more = false;
        List<Rollout> unfinished = records.read(session -> session.rollouts().unfinished());
        places.keepOnly(unfinished);
        for (Rollout rollout : unfinished) {
            try {
                more |= step(rollout);
            } catch (Refused overtaken) {
                LOG.debug("rollout {} was changed by somebody else: {}", rollout.id(), overtaken.getMessage());
            }
        }
        return more;
    }

    private boolean step(Rollout rollout) {
        Instant now = clock.instant();
        Places.Look look = records.read(session -> places.look(session, rollout));
        looked += look.hosts().size();
        Map<String, HostFacts> facts = apply.facts(fleet.pictures(look.hostIds()), rollout, look.busy());
        Decision decision = RolloutDecider.next(rollout, look.hosts(), facts, now, !now.isBefore(settledAt));
        boolean changes = !decision.steps().isEmpty()
                || !decision.events().isEmpty()
                || !decision.progress().equals(rollout.progress());
        if (changes) {
            Written written = apply.write(session -> new Written(
                    live.keep(session, judged(decision)),
                    apply.apply(session, rollout, decision, NewEvent.CONTROLLER)));
            live.written(written.words());
            places.written(rollout.with(decision.progress()), written.hosts());
            log(rollout, decision);
        }
        return decision.told() >= Batches.TOLD_AT_ONCE;
    }

    private record Written(List<LastSeen> words, List<RolloutHost> hosts) {}

    private static List<String> judged(Decision decision) {
        return decision.steps().stream()
                .filter(step -> step.assign() == null)
                .map(step -> step.host().hostId())
                .toList();
    }

    private static void log(Rollout rollout, Decision decision) {
        if (decision.progress().status() != rollout.progress().status()) {
            LOG.info(
                    "rollout {} of {}: {} {}",
                    rollout.id(),
                    rollout.app(),
                    decision.progress().status(),
                    decision.progress().detail());
        }
    }

    @Override
    public void close() {
        closing = true;
        end.countDown();
        news.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
