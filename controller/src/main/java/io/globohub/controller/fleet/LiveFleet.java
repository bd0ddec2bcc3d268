package io.globohub.controller.fleet;

import io.globohub.common.protocol.HostMetricsView;
import io.globohub.controller.records.Hosts.SeenElsewhere;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The last word of every host, in memory. It is written down in batches: after a crash of the controller the last few
 * seconds come again with the next check-ins. What something lasting was built on is {@linkplain #keep kept} with that.
 * Thread-safe.
 */
public final class LiveFleet {
    private final Records records;
    private final MetricHistory history;
    private final Map<String, LastSeen> seen = new ConcurrentHashMap<>();
    private final Map<String, MetricRing> metrics = new ConcurrentHashMap<>();
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();
    private final SharedEnvironments shared = new SharedEnvironments();
    private final Set<String> news = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hurrying = new AtomicBoolean();
    private final Duration silence;
    private final Consumer<Runnable> soon;
    private long mark;

    /**
     * Remembers what was written down before.
     *
     * @param silence a host that speaks again after this long is written down at once, so that no other controller
     *     takes it for lost; zero where there is no other
     * @param soon runs what it is given soon, on another thread
     */
    public LiveFleet(Records records, MetricHistory history, Duration silence, Consumer<Runnable> soon) {
        this.records = records;
        this.history = history;
        this.silence = silence;
        this.soon = soon;
        records.read(session -> session.hosts().lastSeen()).forEach(one -> seen.put(one.hostId(), shared.of(one)));
    }

    /** A host has spoken; what it told in short, because it had told it before, is completed. */
    public void heard(LastSeen word) {
        LastSeen before = seen.get(word.hostId());
        seen.compute(word.hostId(), (id, earlier) -> {
            unwritten.add(id);
            return shared.of(earlier == null ? word : word.completedBy(earlier));
        });
        news.add(word.hostId());
        boolean again =
                before == null || Duration.between(before.at(), word.at()).compareTo(silence) > 0;
        if (again && !silence.isZero() && hurrying.compareAndSet(false, true)) {
            soon.accept(this::writeDown);
        }
        if (word.metrics() != null) {
            metrics.computeIfAbsent(word.hostId(), id -> new MetricRing()).add(word.at(), word.metrics());
            history.add(word.hostId(), word.at(), word.metrics());
        }
    }

    public Optional<LastSeen> of(String hostId) {
        return Optional.ofNullable(seen.get(hostId));
    }

    /** Ids of the hosts that have spoken since the last call. */
    List<String> takeNews() {
        List<String> taken = List.copyOf(news);
        taken.forEach(news::remove);
        return taken;
    }

    /** Metrics of the last hour; empty columns for a host that sent none. */
    public HostMetricsView metrics(String hostId, String name) {
        MetricRing ring = metrics.get(hostId);
        if (ring == null) {
            // this controller has not heard the host itself, or was just started
            Instant last = of(hostId).map(LastSeen::at).orElse(Instant.EPOCH).plusSeconds(1);
            return metrics(hostId, name, last.minus(Duration.ofHours(1)), last, MetricHistory.STEP_SECONDS);
        }
        return view(hostId, name, MetricRing.STEP_SECONDS, ring.columns());
    }

    /** Metrics of a time within the last seven days. */
    public HostMetricsView metrics(String hostId, String name, Instant from, Instant to, long stepSeconds) {
        long step = (stepSeconds + MetricHistory.STEP_SECONDS - 1)
                / MetricHistory.STEP_SECONDS
                * MetricHistory.STEP_SECONDS;
        return view(hostId, name, step, history.between(hostId, from, to, step));
    }

    private HostMetricsView view(String hostId, String name, long step, MetricRing.Columns columns) {
        return new HostMetricsView(
                name, of(hostId).map(LastSeen::metrics).orElse(null), step, columns.t(), columns.series());
    }

    /** A retired host is no longer part of the fleet. */
    public void forget(String hostId) {
        seen.remove(hostId);
        metrics.remove(hostId);
        unwritten.remove(hostId);
    }

    /** Learns what hosts told other controllers since the last time; cheap when there is nothing new. */
    public synchronized void takeOver() {
        SeenElsewhere elsewhere = records.read(session -> session.hosts().seenElsewhere(mark));
        elsewhere
                .seen()
                .forEach(word -> seen.merge(
                        word.hostId(),
                        word,
                        (ours, theirs) -> theirs.at().isAfter(ours.at()) ? theirs.completedBy(ours) : ours));
        elsewhere.seen().forEach(word -> news.add(word.hostId()));
        mark = elsewhere.mark();
    }

    /**
     * Writes down, in the same transaction, what hosts said last: whatever is remembered of a host from now on (an outcome
     * it told, a verdict on it) must not, after a crash, stand beside an older picture of it. What is on disk already is
     * not written again.
     *
     * @return what was written, to be told to {@link #written} once it is committed
     */
    public List<LastSeen> keep(Session session, Collection<String> hostIds) {
        List<LastSeen> words = hostIds.stream()
                .filter(unwritten::contains)
                .map(this::of)
                .flatMap(Optional::stream)
                .toList();
        session.hosts().saveLastSeen(words);
        return words;
    }

    /** These words are on disk; a host that has spoken again since has a newer one that is not. */
    public void written(Collection<LastSeen> words) {
        for (LastSeen word : words) {
            seen.computeIfPresent(word.hostId(), (id, last) -> {
                if (last.equals(word)) {
                    unwritten.remove(id);
                }
                return last;
            });
        }
    }

    /** Writes down what came since the last time. */
    public void writeDown() {
        hurrying.set(false);
        List<LastSeen> batch =
                unwritten.stream().map(this::of).flatMap(Optional::stream).toList();
        if (!batch.isEmpty()) {
            records.write(session -> {
                session.hosts().saveLastSeen(batch);
                return null;
            });
            written(batch);
        }
    }
}
