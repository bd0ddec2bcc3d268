package io.globohub.agent.report;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to the ledger: on disk before {@link #append} returns, kept until acknowledged, in order, bounded.
 *
 * <p>Only one process has it open (the agent's lock sees to that). Thread-safe. Contents stay on disk; memory holds a
 * number, a kind and a size for each. While the disk takes nothing, events wait in memory and are not given out, since
 * their numbers would be given again after a crash.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_UNWRITTEN = 1_000;

    private final OutboxFiles disk;
    private final Thinning.Limits limits;
    private final Clock clock;
    private final WaitingEvents waiting;
    private final Deque<AgentEvent> unwritten = new ArrayDeque<>();
    private long acknowledged;
    private long lastSeq;
    private boolean newSegmentNeeded = true;
    private boolean diskRefuses;
    private boolean lostUnwritten;

    /** Opens the outbox in {@code directory}; what is unreadable is put aside and said in an event. */
    public static Outbox open(Path directory, DurableFiles files, Clock clock) throws IOException {
        return open(directory, files, clock, Thinning.Limits.DEFAULT);
    }

    static Outbox open(Path directory, DurableFiles files, Clock clock, Thinning.Limits limits) throws IOException {
        Outbox outbox = new Outbox(new OutboxFiles(directory, files, clock), limits, clock);
        outbox.sayWhatIsMissing(outbox.load());
        return outbox;
    }

    private Outbox(OutboxFiles disk, Thinning.Limits limits, Clock clock) throws IOException {
        this.disk = disk;
        this.limits = limits;
        this.clock = clock;
        this.waiting = new WaitingEvents(disk.segments());
    }

    /** Gives the event its number and puts it on disk. Never fails: see the class comment for a full disk. */
    public synchronized AgentEvent append(
            EventKind kind,
            AppName app,
            ManifestId manifestId,
            String message,
            String actor,
            Failure failure,
            DeploymentReport deployment) {
        AgentEvent event =
                new AgentEvent(++lastSeq, clock.instant(), kind, app, manifestId, message, actor, failure, deployment);
        unwritten.add(event);
        if (flush() && waiting.exceed(limits)) {
            thin();
        }
        return event;
    }

    /** The oldest events not yet acknowledged, in order; at least one if there is any, then as many as fit. */
    public synchronized List<AgentEvent> peek(int most, long mostBytes) {
        flush();
        List<AgentEvent> oldest = new ArrayList<>();
        long bytes = 0;
        try {
            for (Long segment : waiting.segments()) {
                if (waiting.in(segment).isEmpty()) {
                    continue;
                }
                for (AgentEvent event : waitingIn(segment)) {
                    bytes += waiting.bytesOf(event.seq());
                    if (oldest.size() >= most || (bytes > mostBytes && !oldest.isEmpty())) {
                        return oldest;
                    }
                    oldest.add(event);
                }
            }
        } catch (IOException e) {
            LOG.warn("the outbox cannot be read on now: {}", e.toString());
        }
        return oldest;
    }

    /** Events not yet acknowledged of those appended last, at least all since the last start but one; for recovery. */
    public synchronized List<AgentEvent> newest() throws IOException {
        return waiting.count() == 0 ? List.of() : waitingIn(waiting.lastSegment());
    }

    /** How many events are not yet acknowledged. */
    public synchronized int pending() {
        return waiting.count() + unwritten.size();
    }

    /** Everything up to and including {@code seq} is in the ledger. */
    public synchronized void ack(long seq) {
        if (seq <= acknowledged) {
            return;
        }
        if (seq > lastSeq && !renumberAfter(seq)) {
            return;
        }
        acknowledged = seq;
        waiting.forgetUpTo(seq);
        try {
            disk.acknowledge(seq);
            deleteEmptySegments();
        } catch (IOException e) {
            // at worst the same events are sent again after a restart, and the controller knows them by their number
            LOG.warn("the acknowledgement of event {} could not be stored: {}", seq, e.toString());
        }
    }

    private int load() throws IOException {
        List<Long> segments = waiting.segments();
        OptionalLong stored = disk.acknowledged();
        acknowledged = stored.orElse(segments.isEmpty() ? 0 : segments.get(0) - 1);
        lastSeq = acknowledged;
        int damaged = 0;
        for (Long segment : segments) {
            EventLines lines = disk.read(segment);
            lines.events().forEach(this::nowOnDisk);
            lastSeq = Math.max(lastSeq, segment - 1);
            if (lines.unreadable() > 0) {
                damaged++;
                lastSeq = Math.max(lastSeq, segment + limits.segmentSpan() - 1);
                LOG.error("events could not be read; the file is kept as {}", disk.salvage(segment, lines.events()));
            }
        }
        return damaged;
    }

    private void sayWhatIsMissing(int damaged) {
        if (damaged > 0) {
            String message = damaged + " file(s) of events were damaged and are kept aside as *.corrupt-*; what was"
                    + " readable in them was kept";
            append(EventKind.STATE_QUARANTINED, null, null, message, null, null, null);
        }
        if (missing() > 0 && !waiting.hasAny(EventKind.EVENTS_DROPPED)) {
            appendNotice();
        }
    }

    private void nowOnDisk(AgentEvent event) {
        lastSeq = Math.max(lastSeq, event.seq());
        if (event.seq() > acknowledged) {
            waiting.add(event, EventLines.write(event).length);
        }
    }

    /** Writes what is not written yet; false when the disk does not take it. */
    private boolean flush() {
        while (!unwritten.isEmpty()) {
            AgentEvent event = unwritten.peek();
            try {
                write(event);
            } catch (IOException e) {
                becomeUnwritable(e);
                return false;
            }
            unwritten.remove();
            nowOnDisk(event);
        }
        diskRefuses = false;
        if (lostUnwritten) {
            lostUnwritten = false;
            appendNotice();
        }
        return true;
    }

    private void write(AgentEvent event) throws IOException {
        long segment = waiting.lastSegment();
        if (newSegmentNeeded || segment < 0 || event.seq() >= segment + limits.segmentSpan()) {
            segment = event.seq();
            disk.begin(segment);
        }
        disk.append(segment, EventLines.write(event));
        waiting.begin(segment);
        newSegmentNeeded = false;
    }

    private void becomeUnwritable(IOException e) {
        // the end of the file may be half a line
        newSegmentNeeded = true;
        if (!diskRefuses) {
            LOG.error("events cannot be stored and wait in memory until they can: {}", e.toString());
        }
        diskRefuses = true;
        if (unwritten.size() > MOST_UNWRITTEN) {
            unwritten.remove(Weight.lightest(unwritten));
            lostUnwritten = true;
        }
    }

    private void thin() {
        Set<Long> given = waiting.toGiveUp(limits);
        try {
            for (Long segment : waiting.segments()) {
                List<Long> here =
                        waiting.in(segment).stream().filter(given::contains).toList();
                if (!here.isEmpty()) {
                    disk.rewrite(
                            segment,
                            waitingIn(segment).stream()
                                    .filter(event -> !given.contains(event.seq()))
                                    .toList());
                    waiting.forget(here);
                }
            }
            deleteEmptySegments();
        } catch (IOException e) {
            LOG.warn("the outbox could not be thinned yet: {}", e.toString());
            return;
        }
        appendNotice();
    }

    private void appendNotice() {
        String message = missing() + " of the events from " + (acknowledged + 1) + " to " + lastSeq
                + " are missing: no controller took them in time and the room for them is bounded";
        unwritten.add(new AgentEvent(
                ++lastSeq, clock.instant(), EventKind.EVENTS_DROPPED, null, null, message, null, null, null));
        flush();
    }

    /** How many numbers were given that are neither delivered nor kept. */
    private long missing() {
        return lastSeq - acknowledged - pending();
    }

    /** The ledger has seen numbers that this host does not know it gave: its state was lost. Go on above them. */
    private boolean renumberAfter(long seq) {
        if (seq > Long.MAX_VALUE / 2) {
            LOG.warn("the controller acknowledged event {}, which cannot be", seq);
            return false;
        }
        LOG.warn("the ledger has events up to {}, this host knows of {}: it goes on above", seq, lastSeq);
        List<AgentEvent> renumbered = new ArrayList<>();
        try {
            for (Long segment : waiting.segments()) {
                for (AgentEvent event : waitingIn(segment)) {
                    renumbered.add(event.withSeq(seq + 1 + renumbered.size()));
                }
            }
            // one file, so that a crash leaves either the old numbers or the new ones
            disk.rewrite(seq + 1, renumbered);
        } catch (IOException e) {
            LOG.warn("the waiting events could not be renumbered yet: {}", e.toString());
            return false;
        }
        waiting.begin(seq + 1);
        newSegmentNeeded = true;
        lastSeq = seq;
        renumbered.forEach(this::nowOnDisk);
        for (int left = unwritten.size(); left > 0; left--) {
            unwritten.add(unwritten.remove().withSeq(++lastSeq));
        }
        return true;
    }

    /** The last segment stays, however empty: its name tells which numbers were given. */
    private void deleteEmptySegments() throws IOException {
        for (Long segment : waiting.segments()) {
            if (segment != waiting.lastSegment() && waiting.in(segment).isEmpty()) {
                disk.delete(segment);
                waiting.end(segment);
            }
        }
    }

    private List<AgentEvent> waitingIn(long segment) throws IOException {
        return disk.read(segment).events().stream()
                .filter(event -> waiting.has(event.seq()))
                .toList();
    }
}
