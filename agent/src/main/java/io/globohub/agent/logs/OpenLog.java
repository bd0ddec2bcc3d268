package io.globohub.agent.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A log that is read while it is written, held open so that it can be read to its end after it was renamed or removed.
 * Only whole lines are given out; the end of a line that is too long is cut off. For one thread.
 */
final class OpenLog implements AutoCloseable {
    /** Characters of a line that are told. */
    static final int LONGEST_LINE = 8_000;
    /** Bytes read at once. */
    static final int AT_ONCE = 200_000;
    /** A reader further behind than this leaves out lines. */
    static final long MOST_BEHIND = 4_000_000;

    private static final String CUT = "… (cut)";

    private final FileChannel channel;
    private final String identity;
    private long offset;
    private boolean inTooLongLine;

    private OpenLog(FileChannel channel, String identity, long offset) {
        this.channel = channel;
        this.identity = identity;
        this.offset = offset;
    }

    /** Opens the file that is at {@code path} now, at {@code offset}. */
    static OpenLog at(Path path, long offset) throws IOException {
        while (true) {
            String identity = identityOf(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            OpenLog opened = new OpenLog(channel, identity, offset);
            try {
                if (identity.equals(identityOf(path))) {
                    return opened;
                }
            } catch (IOException e) {
                opened.close();
                throw e;
            }
            // renamed between the two looks: what was opened may be either
            opened.close();
        }
    }

    /** Which file it is, whatever it is called. */
    static String identityOf(Path path) throws IOException {
        return String.valueOf(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    String identity() {
        return identity;
    }

    /** Where the next line begins. */
    long offset() {
        return offset;
    }

    /** The last {@code count} whole lines, as far as they can be told at once; the next ones come after these. */
    LogLines tail(int count) throws IOException {
        long size = channel.size();
        long from = Math.max(0, size - 2L * AT_ONCE);
        byte[] bytes = bytes(from, (int) (size - from));
        int end = lastNewline(bytes) + 1;
        int start = from == 0 ? 0 : firstNewline(bytes, 0) + 1;
        List<String> all = start >= end ? List.of() : lines(bytes, start, end);
        offset = from + end;
        int left = Math.max(0, all.size() - count);
        return new LogLines(all.subList(left, all.size()), from > 0 && all.size() < count);
    }

    /** Whole lines that were written since, some of them at least; none when there are none. */
    LogLines next() throws IOException {
        long size = channel.size();
        boolean skipped = false;
        if (size < offset) {
            // emptied in place
            offset = 0;
            inTooLongLine = false;
        } else if (size - offset > MOST_BEHIND) {
            offset = size - AT_ONCE;
            inTooLongLine = true;
            skipped = true;
        }
        byte[] bytes = bytes(offset, (int) Math.min(AT_ONCE, size - offset));
        int start = 0;
        if (inTooLongLine) {
            int newline = firstNewline(bytes, 0);
            start = newline < 0 ? bytes.length : newline + 1;
            inTooLongLine = newline < 0;
        }
        int end = Math.max(start, lastNewline(bytes) + 1);
        List<String> lines = new ArrayList<>(lines(bytes, start, end));
        if (end == start && bytes.length - start > 4 * LONGEST_LINE) {
            lines.add(line(bytes, start, bytes.length));
            inTooLongLine = true;
            end = bytes.length;
        }
        offset += end;
        return new LogLines(lines, skipped);
    }

    /** What was written after the last whole line, once nobody writes any more. */
    LogLines rest() throws IOException {
        long size = channel.size();
        byte[] bytes = bytes(offset, (int) Math.max(0, Math.min(AT_ONCE, size - offset)));
        offset += bytes.length;
        return bytes.length == 0 || inTooLongLine ? LogLines.NONE : new LogLines(lines(bytes, 0, bytes.length), false);
    }

    private byte[] bytes(long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, from + buffer.position());
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static List<String> lines(byte[] bytes, int start, int end) {
        List<String> lines = new ArrayList<>();
        for (int from = start; from < end; ) {
            int newline = firstNewline(bytes, from);
            int to = newline < 0 || newline >= end ? end : newline;
            lines.add(line(bytes, from, to));
            from = to + 1;
        }
        return lines;
    }

    private static String line(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + CUT;
    }

    private static int firstNewline(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int lastNewline(byte[] bytes) {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
