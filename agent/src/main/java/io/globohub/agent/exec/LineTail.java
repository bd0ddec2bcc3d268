package io.globohub.agent.exec;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the last lines of a stream, and tells each one as it comes. Memory is bounded whatever is written. */
final class LineTail extends OutputStream {
    private static final int MAX_LINE_BYTES = 4_000;

    private final int maxLines;
    private final Consumer<String> onLine;
    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

    LineTail(int maxLines, Consumer<String> onLine) {
        this.maxLines = maxLines;
        this.onLine = onLine;
    }

    @Override
    public synchronized void write(int b) {
        // a progress bar rewrites its line with carriage returns: each is a line of its own
        if (b == '\n' || b == '\r') {
            finishLine();
        } else if (unfinished.size() < MAX_LINE_BYTES) {
            unfinished.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    private void finishLine() {
        String line = unfinished.toString(StandardCharsets.UTF_8).stripTrailing();
        unfinished.reset();
        if (line.isEmpty()) {
            return;
        }
        if (lines.size() == maxLines) {
            lines.removeFirst();
        }
        lines.addLast(line);
        onLine.accept(line);
    }

    synchronized List<String> lastLines() {
        finishLine();
        return List.copyOf(lines);
    }
}
