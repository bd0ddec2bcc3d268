package io.globohub.agent.logs;

import io.globohub.agent.uplink.LogRequestListener;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.time.Sleeper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a conversation for each log that somebody waits for, each on a thread of its own. Thread-safe. */
public final class LogRequests implements LogRequestListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogRequests.class);
    private static final int MOST = 16;

    private final LogPlaces places;
    private final Redaction redaction;
    private final LogDelivery delivery;
    private final Sleeper sleeper;
    private final Map<String, Conversation> open = new HashMap<>();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), LogRequests::thread);

    public LogRequests(LogPlaces places, Redaction redaction, LogDelivery delivery, Sleeper sleeper) {
        this.places = places;
        this.redaction = redaction;
        this.delivery = delivery;
        this.sleeper = sleeper;
    }

    private static Thread thread(Runnable conversation) {
        Thread thread = new Thread(conversation, "log");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins with those that are new and ends those that are gone. One that was answered is not answered again. */
    @Override
    public synchronized void requested(List<LogRequest> requests) {
        Set<String> wanted = new HashSet<>();
        for (LogRequest request : requests) {
            wanted.add(request.id());
            if (!open.containsKey(request.id())) {
                begin(request);
            }
        }
        open.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().end();
            }
            return gone;
        });
    }

    private void begin(LogRequest request) {
        Conversation conversation =
                new Conversation(request, places.of(request.app(), request.source()), redaction, delivery, sleeper);
        try {
            threads.execute(conversation);
            open.put(request.id(), conversation);
        } catch (RejectedExecutionException tooMany) {
            LOG.warn("{} logs are read already: {} is left until one of them ends", MOST, request.id());
        }
    }

    /** Ends all of them within a moment; another agent takes up those that are followed. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
