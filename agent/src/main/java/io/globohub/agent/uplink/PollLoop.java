package io.globohub.agent.uplink;

import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.NewsSpread;
import io.globohub.common.protocol.Problem;
import io.globohub.common.state.DesiredState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Keeps a long poll for this host's desired state open, and hands each new one on. Close the {@link Uplink} first: that
 * ends a poll in flight at once.
 */
public final class PollLoop implements AutoCloseable {
    /** Proxies cut silent connections after 60 seconds. */
    static final int WAIT_SECONDS = 55;

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Uplink uplink;
    private final DesiredStore store;
    private final DesiredListener listener;
    private final LogRequestListener logs;
    private final Contact contact;
    private final PollSchedule schedule;
    private final NewsSpread spread;
    private final Clock clock;
    private final RandomGenerator random;
    private final Loop loop;
    private DesiredState undelivered;
    private List<LogRequest> asked = List.of();

    public PollLoop(
            Uplink uplink,
            DesiredStore store,
            DesiredListener listener,
            LogRequestListener logs,
            Contact contact,
            PollSchedule schedule,
            NewsSpread spread,
            Clock clock,
            Bell bell,
            RandomGenerator random) {
        this.uplink = uplink;
        this.store = store;
        this.listener = listener;
        this.logs = logs;
        this.contact = contact;
        this.schedule = schedule;
        this.spread = spread;
        this.clock = clock;
        this.random = random;
        this.loop = new Loop("poll", bell, this::once);
    }

    public void start() {
        loop.start();
    }

    /** Says that the controller has the state {@code etag}: if it is news, a pause after failures ends now. */
    public void hint(String etag) {
        if (etag != null && !bare(etag).equals(bare(store.etag()))) {
            loop.wake();
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Asks once; says how long to pause. */
    Duration once() {
        deliver();
        Instant asked = clock.instant();
        return uplink.desired(store.etag(), WAIT_SECONDS)
                .fold(this::answered, () -> notModified(asked), this::refused, this::unreachable);
    }

    private Duration answered(TaggedState received) {
        DesiredStore.Verdict verdict = store.accept(received);
        if (verdict instanceof DesiredStore.Verdict.Rejected rejected) {
            contact.refused(rejected.detail());
            return schedule.afterRefusal(random.nextDouble());
        }
        contact.answered();
        logs.requested(received.logRequests());
        boolean otherLogs = !received.logRequests().equals(asked);
        asked = received.logRequests();
        if (verdict instanceof DesiredStore.Verdict.Accepted accepted) {
            undelivered = accepted.state();
            deliver();
            return received.etag() == null
                    ? schedule.afterNothingNew(random.nextDouble())
                    : schedule.afterNews(random.nextDouble()).plus(spread.pause(random.nextDouble()));
        }
        return otherLogs ? schedule.afterNews(random.nextDouble()) : schedule.afterNothingNew(random.nextDouble());
    }

    private Duration notModified(Instant asked) {
        contact.answered();
        store.confirmed();
        boolean waited = Duration.between(asked, clock.instant()).compareTo(AT_ONCE) >= 0;
        return waited ? schedule.afterNews(random.nextDouble()) : schedule.afterNothingNew(random.nextDouble());
    }

    private Duration refused(Problem problem) {
        contact.refused(problem);
        return schedule.afterRefusal(random.nextDouble());
    }

    private Duration unreachable(String detail) {
        return schedule.afterFailure(contact.unreachable(detail), random.nextDouble());
    }

    /** A state that the listener failed on is handed to it again before the next poll. */
    private void deliver() {
        if (undelivered != null) {
            listener.desired(undelivered);
            undelivered = null;
        }
    }

    private static String bare(String etag) {
        return etag == null ? "" : etag.replaceFirst("^W/", "").replace("\"", "");
    }
}
