package io.globohub.agent.process;

import java.util.Optional;

/** The fields of /proc/pid/stat that matter here; layout as in proc(5). Pure. */
record ProcStat(long pid, char state, long parentPid, long startTicks) {
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int START_TICKS = 19;

    /** Neither dead nor waiting to be reaped. */
    boolean isLive() {
        return state != 'Z' && state != 'X';
    }

    /** Empty when the text is not such a line. The command name may itself hold spaces and parentheses. */
    static Optional<ProcStat> parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 1 || close < open) {
            return Optional.empty();
        }
        String[] fields = text.substring(close + 1).strip().split(" ");
        if (fields.length <= START_TICKS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcStat(
                    Long.parseLong(text.substring(0, open).strip()),
                    fields[STATE].charAt(0),
                    Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[START_TICKS])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
