package io.globohub.agent.uplink;

import io.globohub.agent.report.Outbox;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.NewsSpread;
import io.globohub.common.protocol.Problem;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import io.globohub.common.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says regularly how this host is, and brings the outbox to the ledger: each event is sent until it is acknowledged.
 * {@link #wake()} brings the next check-in forward, so that a finished deployment is known at once, or in a large fleet
 * within the time that the controller gives for news.
 */
public final class CheckinLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckinLoop.class);
    private static final long MOST_EVENT_BYTES = 256 * 1024;
    private static final int LONGEST_INTERVAL_SECONDS = 300;

    /** However often it is woken. */
    static final Duration CLOSEST = Duration.ofMillis(250);

    private final Uplink uplink;
    private final Parts parts;
    private final Outbox outbox;
    private final Contact contact;
    private final PollSchedule schedule;
    private final NewsSpread spread;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Loop loop;
    private int intervalSeconds;
    private int mostEvents = CheckinRequest.MAX_EVENTS;
    private Instant lastBegun = Instant.MIN;
    private Instant due = Instant.MIN;

    /**
     * What a check-in is made of and where its answer goes. All are called on the loop's thread and must return soon.
     *
     * @param instanceId made anew at each start of the agent
     * @param metrics may fail or give null: a check-in goes without
     * @param answered told of each answer, after its acknowledgement is stored
     */
    public record Parts(
            String instanceId,
            Supplier<HostObservation> observation,
            Supplier<HostMetrics> metrics,
            Consumer<CheckinResponse> answered) {}

    /** @param intervalSeconds until the controller says otherwise */
    public CheckinLoop(
            Uplink uplink,
            Parts parts,
            Outbox outbox,
            Contact contact,
            PollSchedule schedule,
            NewsSpread spread,
            int intervalSeconds,
            Clock clock,
            Sleeper sleeper,
            Bell bell,
            RandomGenerator random) {
        this.uplink = uplink;
        this.parts = parts;
        this.outbox = outbox;
        this.contact = contact;
        this.schedule = schedule;
        this.spread = spread;
        this.intervalSeconds = intervalSeconds;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.loop = new Loop("checkin", bell, this::once);
    }

    public void start() {
        loop.start();
    }

    /** Check in now; many calls before it happens are one check-in. */
    public void wake() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Checks in once; says how long to pause. */
    Duration once() {
        keepApart();
        Duration pause = checkin();
        due = clock.instant().plus(pause);
        return pause;
    }

    private Duration checkin() {
        List<AgentEvent> events = outbox.peek(mostEvents, MOST_EVENT_BYTES);
        CheckinRequest request =
                new CheckinRequest(parts.instanceId(), parts.observation().get(), metrics(), events);
        return uplink.checkin(request)
                .fold(
                        response -> answered(response, events),
                        () -> unreachable("answered 304, which is no answer to a check-in"),
                        problem -> refused(problem, events),
                        this::unreachable);
    }

    private Duration answered(CheckinResponse response, List<AgentEvent> events) {
        contact.answered();
        spread.says(response.newsSpreadMillis());
        outbox.ack(response.ackSeq());
        mostEvents = Math.min(CheckinRequest.MAX_EVENTS, Math.max(1, mostEvents * 2));
        if (response.nextCheckinSeconds() > 0) {
            intervalSeconds = Math.min(response.nextCheckinSeconds(), LONGEST_INTERVAL_SECONDS);
        }
        parts.answered().accept(response);
        boolean progressed = !events.isEmpty()
                && response.ackSeq() >= events.get(events.size() - 1).seq();
        return progressed && outbox.pending() > 0
                ? Duration.ZERO
                : schedule.regular(intervalSeconds, random.nextDouble());
    }

    private Duration refused(Problem problem, List<AgentEvent> events) {
        contact.refused(problem);
        boolean aboutContent = problem.status() == 400 || problem.status() == 413 || problem.status() == 422;
        if (aboutContent && !events.isEmpty()) {
            // an event that a controller does not understand must not make the host look lost: send fewer, then none
            mostEvents = events.size() / 2;
            return schedule.regular(intervalSeconds, random.nextDouble());
        }
        return schedule.afterRefusal(random.nextDouble());
    }

    private Duration unreachable(String detail) {
        return schedule.afterFailure(contact.unreachable(detail), random.nextDouble());
    }

    private HostMetrics metrics() {
        try {
            return parts.metrics().get();
        } catch (RuntimeException e) {
            LOG.warn("the host's metrics could not be read; checking in without them", e);
            return null;
        }
    }

    private void keepApart() {
        Instant now = clock.instant();
        if (!lastBegun.equals(Instant.MIN)) {
            Duration since = Duration.between(lastBegun, now);
            // a clock set back must not stretch the wait
            Duration rest = CLOSEST.minus(since.isNegative() ? Duration.ZERO : since);
            Duration early = Duration.between(now, due);
            Duration asSpread = early.isNegative() ? Duration.ZERO : shorter(spread.pause(random.nextDouble()), early);
            Duration longer = shorter(rest, asSpread).equals(rest) ? asSpread : rest;
            if (!longer.isNegative() && !longer.isZero()) {
                sleep(longer);
            }
        }
        lastBegun = clock.instant();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private void sleep(Duration rest) {
        try {
            sleeper.sleep(rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
