package io.globohub.agent.report;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened on this host, readable on the host itself while every controller is away. Two files of bounded size:
 * when one is full it becomes the older one. Thread-safe; may be read by another process while it is written.
 */
public final class HostHistory {
    private static final Logger LOG = LoggerFactory.getLogger(HostHistory.class);
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final Path file;
    private final DurableFiles files;
    private final long mostBytes;
    private boolean endUnknown = true;

    public HostHistory(Path file, DurableFiles files) {
        this(file, files, MOST_BYTES);
    }

    HostHistory(Path file, DurableFiles files, long mostBytes) {
        this.file = file;
        this.files = files;
        this.mostBytes = mostBytes;
    }

    /** Adds an event. A disk that does not take it is logged: the outbox has the same event. */
    public synchronized void append(AgentEvent event) {
        try {
            if (Files.exists(file) && Files.size(file) >= mostBytes) {
                files.rename(file, older(file));
            }
            if (endUnknown) {
                endTornLine();
                endUnknown = false;
            }
            files.append(file, EventLines.write(event));
        } catch (IOException e) {
            endUnknown = true;
            LOG.warn("the host's history lacks event {}: {}", event.seq(), e.toString());
        }
    }

    /** The newest events of this history, oldest of them first. */
    List<AgentEvent> newest(int most) {
        return read(file, most);
    }

    /** The newest events of a history, oldest of them first. */
    public static List<AgentEvent> read(Path file, int most) {
        List<AgentEvent> events = new ArrayList<>();
        DurableFiles files = new DurableFiles(CrashPoint.NONE);
        try {
            for (Path part : List.of(older(file), file)) {
                events.addAll(
                        EventLines.read(files.read(part).orElse(new byte[0])).events());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the history " + file + " cannot be read", e);
        }
        return List.copyOf(events.subList(Math.max(0, events.size() - most), events.size()));
    }

    /** A crash may have left half a line, which the next one must not be glued to. */
    private void endTornLine() throws IOException {
        byte[] text = files.read(file).orElse(new byte[0]);
        if (text.length > 0 && text[text.length - 1] != '\n') {
            files.append(file, "\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
