package io.globohub.agent.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a log that is rotated under its hands: each line once and in order, also of the file that was renamed while the
 * app still writes into it. For one thread.
 */
final class LogFollower implements AutoCloseable {
    /** Looks at a renamed file that must find nothing before it is left: its writer opens the new one within seconds. */
    private static final int QUIET_LOOKS = 10;

    private final Path log;
    private OpenLog current;
    private OpenLog renamed;
    private int quiet;

    private LogFollower(Path log) {
        this.log = log;
    }

    /** What a log has to say at first, and who reads on. */
    record Start(LogFollower follower, LogLines lines) {}

    /**
     * Begins with the last {@code count} lines.
     *
     * @param withEarlier whether lines of the file that was set aside last belong to the same log
     * @param toTheEnd whether the end of an unfinished line is told, since nobody will ask again
     */
    static Start tail(Path log, int count, boolean withEarlier, boolean toTheEnd) throws IOException {
        LogFollower follower = new LogFollower(log);
        follower.current = OpenLog.at(log, 0);
        LogLines tail = follower.current.tail(count);
        List<String> lines = new ArrayList<>(tail.lines());
        if (toTheEnd && count > 0) {
            lines.addAll(follower.current.rest().lines());
        }
        boolean skipped = tail.skipped();
        Path earlier = earlier(log);
        if (withEarlier && !skipped && lines.size() < count && Files.exists(earlier)) {
            try (OpenLog before = OpenLog.at(earlier, 0)) {
                LogLines older = before.tail(count - lines.size());
                lines.addAll(0, older.lines());
                skipped = older.skipped();
            } catch (NoSuchFileException rotatedMeanwhile) {
                skipped = true;
            }
        }
        return new Start(
                follower, new LogLines(lines.subList(Math.max(0, lines.size() - count), lines.size()), skipped));
    }

    /** Goes on where a follower with this cursor has been. */
    static Start resume(Path log, String cursor) throws IOException {
        LogFollower follower = new LogFollower(log);
        Map<String, Long> offsets = new HashMap<>();
        for (String place : cursor.split(" ", -1)) {
            int colon = place.lastIndexOf(':');
            offsets.put(place.substring(0, Math.max(0, colon)), Long.valueOf(place.substring(colon + 1)));
        }
        Path earlier = earlier(log);
        Long here = offsets.get(OpenLog.identityOf(log));
        Long before = Files.exists(earlier) ? offsets.get(OpenLog.identityOf(earlier)) : null;
        follower.renamed = before == null ? null : OpenLog.at(earlier, before);
        follower.current = OpenLog.at(log, here == null ? 0 : here);
        return new Start(follower, new LogLines(List.of(), here == null && before == null));
    }

    private static Path earlier(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }

    /** Lines that were written since; none when there are none. */
    LogLines next() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean skipped = false;
        if (renamed == null && wasReplaced()) {
            renamed = current;
            quiet = 0;
            current = OpenLog.at(log, 0);
        }
        if (renamed != null) {
            LogLines old = renamed.next();
            lines.addAll(old.lines());
            skipped = old.skipped();
            quiet = old.isEmpty() ? quiet + 1 : 0;
            if (!old.isEmpty()) {
                // the new file's lines come after the last of the old one
                return new LogLines(lines, skipped);
            }
            if (quiet >= QUIET_LOOKS) {
                lines.addAll(renamed.rest().lines());
                renamed.close();
                renamed = null;
            }
        }
        LogLines fresh = current.next();
        lines.addAll(fresh.lines());
        return new LogLines(lines, skipped || fresh.skipped());
    }

    private boolean wasReplaced() throws IOException {
        try {
            return !OpenLog.identityOf(log).equals(current.identity());
        } catch (NoSuchFileException betweenRenameAndNew) {
            return false;
        }
    }

    /** Where {@link #resume} goes on. */
    String cursor() {
        String here = current.identity() + ":" + current.offset();
        return renamed == null ? here : renamed.identity() + ":" + renamed.offset() + " " + here;
    }

    @Override
    public void close() throws IOException {
        current.close();
        if (renamed != null) {
            renamed.close();
        }
    }
}
