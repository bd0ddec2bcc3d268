package io.globohub.agent.uplink;

import io.globohub.common.protocol.Problem;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows how a conversation with the controllers goes, and logs only when that changes. Thread-safe. */
public final class Contact {
    private static final Logger LOG = LoggerFactory.getLogger(Contact.class);

    private final String what;
    private final Clock clock;
    private Status status;
    private int failures;

    /** How the last question ended. */
    public enum State {
        NOT_YET,
        ANSWERED,
        REFUSED,
        UNREACHABLE
    }

    /**
     * @param since when it became so
     * @param detail what the controller or the network said, or null while answered
     */
    public record Status(State state, Instant since, String detail) {}

    /** @param what the conversation, for the log: "check-in" */
    public Contact(String what, Clock clock) {
        this.what = what;
        this.clock = clock;
        this.status = new Status(State.NOT_YET, clock.instant(), null);
    }

    public synchronized Status status() {
        return status;
    }

    synchronized void answered() {
        failures = 0;
        if (status.state() == State.UNREACHABLE || status.state() == State.REFUSED) {
            LOG.info("{}: answered again, after trouble since {}", what, status.since());
        }
        become(State.ANSWERED, null);
    }

    /** Returns how many times in a row it has not been answered. */
    synchronized int unreachable(String detail) {
        if (status.state() == State.UNREACHABLE) {
            LOG.debug("{}: {}", what, detail);
        } else {
            LOG.warn("{}: {}; everything here runs on, and the controllers are asked again", what, detail);
        }
        become(State.UNREACHABLE, detail);
        failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
        return failures;
    }

    synchronized void refused(Problem problem) {
        refused("refused with " + problem.status() + " " + problem.code() + ": " + problem.detail());
    }

    synchronized void refused(String detail) {
        if (status.state() != State.REFUSED || !detail.equals(status.detail())) {
            LOG.error("{}: {}; everything here runs on, and it is tried again from time to time", what, detail);
        }
        become(State.REFUSED, detail);
    }

    private void become(State state, String detail) {
        status = new Status(state, state == status.state() ? status.since() : clock.instant(), detail);
    }
}
