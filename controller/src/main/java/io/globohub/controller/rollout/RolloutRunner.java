package io.globohub.controller.rollout;

import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps every unfinished rollout, on a thread of its own: a few times a second, and at once when something is new.
 * Nothing is kept in memory between two steps. Where several controllers share a database, only the leader steps.
 */
public final class RolloutRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutRunner.class);
    private static final Duration TICK = Duration.ofMillis(250);

    private final Records records;
    private final RolloutApply apply;
    private final Clock clock;
    private final Instant settledAt;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::loop, "rollouts");
    private volatile boolean closing;

    /** @param settledAt before this instant the silence of a host means nothing: the controller itself was away */
    public RolloutRunner(Records records, RolloutApply apply, Clock clock, Instant settledAt) {
        this.records = records;
        this.apply = apply;
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
                tick();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // one bad moment (the store is busy, say) must not end the schedule
                LOG.error("rollouts could not be stepped", e);
            }
        }
    }

    /** Steps every unfinished rollout once, if it is this controller that steps them. */
    void tick() {
        if (!records.leads()) {
            return;
        }
        for (Rollout rollout : records.read(session -> session.rollouts().unfinished())) {
            try {
                step(rollout);
            } catch (Refused overtaken) {
                LOG.debug("rollout {} was changed by somebody else: {}", rollout.id(), overtaken.getMessage());
            }
        }
    }

    private void step(Rollout rollout) {
        Instant now = clock.instant();
        Decision decision = records.read(session -> {
            List<RolloutHost> hosts = session.rollouts().hosts(rollout.id());
            Map<String, HostFacts> facts = apply.facts(session, rollout);
            return RolloutDecider.next(rollout, hosts, facts, now, !now.isBefore(settledAt));
        });
        boolean changes = !decision.steps().isEmpty()
                || !decision.events().isEmpty()
                || !decision.progress().equals(rollout.progress());
        if (changes) {
            apply.write(session -> apply.apply(session, rollout, decision, NewEvent.CONTROLLER), Session::rollouts);
            log(rollout, decision);
        }
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
        news.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
