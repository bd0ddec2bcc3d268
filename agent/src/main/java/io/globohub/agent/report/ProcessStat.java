package io.globohub.agent.report;

import java.util.Optional;

/**
 * One process, from {@code /proc/<pid>/stat}. Pure.
 *
 * @param state the kernel's letter: R, S, D, T (stopped), Z (zombie)
 * @param startTicks after boot: with the pid and the boot id it names a process for good
 * @param cpuTicks user and system time of the process itself
 * @param reapedCpuTicks the same of its children that have ended
 */
public record ProcessStat(
        long pid,
        String command,
        char state,
        long parent,
        long group,
        long session,
        long startTicks,
        long cpuTicks,
        long reapedCpuTicks) {
    /** The kernel's unit of time towards programs: a hundred a second on every architecture Java runs on. */
    public static final int TICKS_PER_SECOND = 100;

    /** Empty for anything but the text of a stat file. The command may hold spaces and parentheses. */
    public static Optional<ProcessStat> parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 1 || close < open) {
            return Optional.empty();
        }
        String[] rest = text.substring(close + 1).strip().split("\\s+");
        // the third field of the manual page is the first here
        if (rest.length < 20 || rest[0].length() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessStat(
                    Long.parseLong(text.substring(0, open).strip()),
                    text.substring(open + 1, close),
                    rest[0].charAt(0),
                    Long.parseLong(rest[1]),
                    Long.parseLong(rest[2]),
                    Long.parseLong(rest[3]),
                    Long.parseLong(rest[19]),
                    Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
                    Long.parseLong(rest[13]) + Long.parseLong(rest[14])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
