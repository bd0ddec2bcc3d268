package io.globohub.agent.logs;

import io.globohub.agent.uplink.Reply;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request, from its first lines until nobody wants more. One thread runs it; any may end it. */
final class Conversation implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** A follower that has nothing to say asks so often whether anybody still listens. */
    private static final int LOOKS_UNTIL_ASKED = 20;

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 60;

    private final LogRequest request;
    private final Path log;
    private final Redaction redaction;
    private final LogDelivery delivery;
    private final Sleeper sleeper;
    private volatile boolean ended;
    private long seq;

    Conversation(LogRequest request, Path log, Redaction redaction, LogDelivery delivery, Sleeper sleeper) {
        this.request = request;
        this.log = log;
        this.redaction = redaction;
        this.delivery = delivery;
        this.sleeper = sleeper;
        this.seq = request.seq();
    }

    /** Nobody wants more. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        try {
            converse();
        } catch (NoSuchFileException missing) {
            fail(Reason.LOG_NOT_FOUND, "there is no " + log.getFileName() + " of " + request.app() + " on this host");
        } catch (IOException | RuntimeException e) {
            LOG.warn("the log {} cannot be read", log, e);
            fail(Reason.AGENT_ERROR, "the log " + log + " cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("the agent ends; {} is taken up again by the next one", request.id());
        }
    }

    private void converse() throws IOException, InterruptedException {
        LogFollower.Start start = request.cursor() == null
                ? LogFollower.tail(log, request.lines(), request.source() == LogSource.ERROR, !request.follow())
                : LogFollower.resume(log, request.cursor());
        try (LogFollower follower = start.follower()) {
            boolean goOn = send(start.lines(), follower.cursor(), !request.follow());
            for (int silent = 0; goOn && request.follow() && !ended; ) {
                sleeper.sleep(LOOK);
                LogLines lines = follower.next();
                silent++;
                if (!lines.isEmpty()) {
                    goOn = send(lines, follower.cursor(), false);
                    silent = 0;
                } else if (silent >= LOOKS_UNTIL_ASKED) {
                    goOn = deliver(new LogChunk(Math.max(1, seq), List.of(), false, follower.cursor(), false, null));
                    silent = 0;
                }
            }
        }
    }

    private boolean send(LogLines lines, String cursor, boolean last) throws InterruptedException {
        List<String> told = lines.lines().stream().map(redaction::of).toList();
        return deliver(new LogChunk(seq + 1, told, lines.skipped(), cursor, last, null));
    }

    private void fail(Reason reason, String sentence) {
        try {
            deliver(new LogChunk(seq + 1, List.of(), false, null, true, new Failure(reason, sentence)));
        } catch (InterruptedException e) {
            LOG.debug("the agent ends before it could say why {} has no lines", request.id());
        }
    }

    /** Sends until it has arrived, for a minute or so: whoever asked is gone after that. */
    private boolean deliver(LogChunk chunk) throws InterruptedException {
        for (int tries = 0; tries < MOST_TRIES && !ended; tries++) {
            Reply<LogReceipt> reply = delivery.send(request.id(), chunk);
            if (reply instanceof Reply.Answer<LogReceipt> answer) {
                seq = Math.max(seq, answer.value().seq());
                return answer.value().goOn();
            }
            if (reply instanceof Reply.Refused<LogReceipt> refused) {
                LOG.debug("{} is refused: {}", request.id(), refused.problem().detail());
                return false;
            }
            sleeper.sleep(RETRY);
        }
        return false;
    }
}
