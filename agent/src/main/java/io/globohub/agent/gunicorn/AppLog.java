package io.globohub.agent.gunicorn;

import io.globohub.agent.logs.Redaction;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The end of a log file that an app writes itself: the evidence of what went wrong, without the usual secrets, since it goes
 * into histories that are kept for ever. Bounded, never throws.
 */
public final class AppLog {
    private static final int MAX_BYTES = 64 * 1024;

    private static final Redaction REDACTION = Redaction.usualAnd(List.of());

    private AppLog() {}

    /** The size of the file now, to ask later for what came after. */
    public static long position(Path log) {
        try {
            return Files.size(log);
        } catch (IOException none) {
            return 0;
        }
    }

    /** The lines written after {@code position}, at most the last {@code count}; the whole file if it was rotated. */
    public static List<String> linesSince(Path log, long position, int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long size = file.length();
            long from = Math.max(size < position ? 0 : position, size - MAX_BYTES);
            byte[] bytes = new byte[(int) (size - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
                    .map(REDACTION::of)
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** The last {@code count} lines. */
    public static List<String> tail(Path log, int count) {
        return linesSince(log, 0, count);
    }
}
