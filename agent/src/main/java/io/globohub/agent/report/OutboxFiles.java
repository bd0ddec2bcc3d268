package io.globohub.agent.report;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outbox on disk: segments, each named for the first sequence number it may hold, and the acknowledged number.
 *
 * <p>The names alone bound the numbers given so far, so that they go on growing even if every content is lost.
 */
final class OutboxFiles {
    private static final Pattern SEGMENT = Pattern.compile("(\\d{20})\\.jsonl");
    private static final int SCHEMA = 1;

    private final Path directory;
    private final DurableFiles files;
    private final Clock clock;

    private record Acknowledged(int schema, long ackSeq) {}

    OutboxFiles(Path directory, DurableFiles files, Clock clock) {
        this.directory = directory;
        this.files = files;
        this.clock = clock;
    }

    /** First numbers of the segments there are; what a crash left half-written beside them is deleted. */
    List<Long> segments() throws IOException {
        Files.createDirectories(directory);
        List<Long> firsts = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                Matcher segment = SEGMENT.matcher(name);
                if (segment.matches()) {
                    firsts.add(Long.parseLong(segment.group(1)));
                } else if (name.startsWith(".") && name.endsWith(".new")) {
                    Files.delete(entry);
                }
            }
        }
        return firsts;
    }

    EventLines read(long first) throws IOException {
        return EventLines.read(files.read(segment(first)).orElse(new byte[0]));
    }

    /** Begins a segment anew: one of that name can hold nothing but the torn first line of a crash. */
    void begin(long first) throws IOException {
        Files.deleteIfExists(segment(first));
    }

    void append(long first, byte[] line) throws IOException {
        files.append(segment(first), line);
    }

    /** Replaces a segment's content. */
    void rewrite(long first, Collection<AgentEvent> events) throws IOException {
        files.write(segment(first), EventLines.write(events));
    }

    void delete(long first) throws IOException {
        Files.deleteIfExists(segment(first));
    }

    /** Keeps a damaged segment beside, and what could still be read in its place. */
    Path salvage(long first, Collection<AgentEvent> readable) throws IOException {
        Path segment = segment(first);
        Path aside = segment.resolveSibling(segment.getFileName() + ".corrupt-" + clock.millis());
        Files.createLink(aside, segment);
        rewrite(first, readable);
        return aside;
    }

    /** The acknowledged number; empty when none is stored. An unreadable one is put aside. */
    OptionalLong acknowledged() throws IOException {
        Optional<byte[]> bytes = files.read(acknowledgedFile());
        if (bytes.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            Acknowledged stored = Json.readTolerant(bytes.get(), Acknowledged.class);
            if (stored != null && stored.schema() == SCHEMA && stored.ackSeq() >= 0) {
                return OptionalLong.of(stored.ackSeq());
            }
        } catch (IllegalArgumentException e) {
            // as good as absent: events are sent again, and the controller knows them by their number
        }
        files.quarantine(acknowledgedFile(), clock);
        return OptionalLong.empty();
    }

    void acknowledge(long seq) throws IOException {
        files.write(acknowledgedFile(), Json.writeBytes(new Acknowledged(SCHEMA, seq)));
    }

    private Path acknowledgedFile() {
        return directory.resolve("acknowledged.json");
    }

    private Path segment(long first) {
        return directory.resolve(String.format(Locale.ROOT, "%020d.jsonl", first));
    }
}
