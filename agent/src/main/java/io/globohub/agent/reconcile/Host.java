package io.globohub.agent.reconcile;

import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DesiredState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All apps of this host, each with its loop on its own thread. Thread-safe. */
public final class Host implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Function<AppName, AppLoop> loops;
    private final ThreadFactory threads;
    private final Map<AppName, AppLoop> running = new TreeMap<>();
    private final Map<AppName, Thread> threadOf = new TreeMap<>();
    private Optional<DesiredState> desired = Optional.empty();

    public Host(Function<AppName, AppLoop> loops, ThreadFactory threads) {
        this.loops = loops;
        this.threads = threads;
    }

    /** Begins to look after apps that are known from earlier. */
    public synchronized void lookAfter(Collection<AppName> apps) {
        apps.forEach(this::loop);
    }

    /** Takes a newer desired state. */
    public synchronized void desired(DesiredState state) {
        desired = Optional.of(state);
        state.assignments().forEach(assignment -> loop(assignment.app()));
        for (AppLoop loop : running.values()) {
            loop.wish(find(state, loop.app()));
        }
    }

    private static Optional<Assignment> find(DesiredState state, AppName app) {
        return state.assignments().stream()
                .filter(assignment -> assignment.app().equals(app))
                .findFirst();
    }

    private AppLoop loop(AppName app) {
        AppLoop known = running.get(app);
        if (known != null) {
            return known;
        }
        AppLoop loop = loops.apply(app);
        // before its first round: a deployment taken up again is not what nobody wants
        desired.ifPresent(state -> loop.wish(find(state, app)));
        Thread thread = threads.newThread(loop);
        thread.setName("app-" + app);
        running.put(app, loop);
        threadOf.put(app, thread);
        thread.start();
        return loop;
    }

    /** The generation of the desired state that is worked towards. */
    public synchronized long generation() {
        return desired.map(DesiredState::generation).orElse(0L);
    }

    public synchronized List<AppLoop> apps() {
        return List.copyOf(running.values());
    }

    public synchronized Optional<AppLoop> app(AppName name) {
        return Optional.ofNullable(running.get(name));
    }

    /** Ends all loops; the apps run on. */
    @Override
    public void close() {
        List<AppLoop> all = apps();
        all.forEach(AppLoop::close);
        for (AppLoop loop : all) {
            Thread thread = threadOf.get(loop.app());
            thread.interrupt();
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (thread.isAlive()) {
                LOG.warn("the loop of {} did not end in time", loop.app());
            }
        }
    }
}
