package io.globohub.agent.report;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which events wait in which segment: what memory holds of an outbox whose contents are on disk. */
final class WaitingEvents {
    private final TreeMap<Long, Thinning.Waiting> bySeq = new TreeMap<>();
    private final TreeSet<Long> segments;
    private long bytes;

    WaitingEvents(Collection<Long> segments) {
        this.segments = new TreeSet<>(segments);
    }

    void add(AgentEvent event, int size) {
        Thinning.Waiting before = bySeq.put(event.seq(), new Thinning.Waiting(event.seq(), event.kind(), size));
        bytes += size - (before == null ? 0 : before.bytes());
    }

    void forget(Collection<Long> seqs) {
        for (Long seq : seqs) {
            Thinning.Waiting gone = bySeq.remove(seq);
            bytes -= gone == null ? 0 : gone.bytes();
        }
    }

    void forgetUpTo(long seq) {
        forget(List.copyOf(bySeq.headMap(seq, true).keySet()));
    }

    boolean has(long seq) {
        return bySeq.containsKey(seq);
    }

    int bytesOf(long seq) {
        return bySeq.get(seq).bytes();
    }

    boolean hasAny(EventKind kind) {
        return bySeq.values().stream().anyMatch(one -> one.kind() == kind);
    }

    int count() {
        return bySeq.size();
    }

    boolean exceed(Thinning.Limits limits) {
        return bySeq.size() > limits.events() || bytes > limits.bytes();
    }

    Set<Long> toGiveUp(Thinning.Limits limits) {
        return Thinning.choose(bySeq.values(), limits);
    }

    /** First numbers of all segments, oldest first; a copy. */
    List<Long> segments() {
        return List.copyOf(segments);
    }

    /** The segment written to, or -1 when there is none. */
    long lastSegment() {
        return segments.isEmpty() ? -1 : segments.last();
    }

    void begin(long segment) {
        segments.add(segment);
    }

    void end(long segment) {
        segments.remove(segment);
    }

    /** Numbers of the events that wait in a segment; a copy. */
    Set<Long> in(long segment) {
        Long next = segments.higher(segment);
        return Set.copyOf(
                bySeq.subMap(segment, next == null ? Long.MAX_VALUE : next).keySet());
    }
}
