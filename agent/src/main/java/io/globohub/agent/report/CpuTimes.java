package io.globohub.agent.report;

import java.util.Arrays;

/**
 * The kernel's count of processor time since boot, from {@code /proc/stat}, in ticks over all cores. Pure.
 *
 * @param busy all but idle and waiting for I/O; guests are counted within user time
 * @param cpus cores on line; 0 when unknown
 */
record CpuTimes(long busy, long total, int cpus) {
    static final CpuTimes UNKNOWN = new CpuTimes(0, 0, 0);

    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    /** user, nice, system, idle, iowait, irq, softirq, steal: what follows is counted in those already. */
    private static final int COLUMNS = 8;

    static CpuTimes parse(String text) {
        long[] all = text.lines()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(line -> ProcText.numbers(line.substring(4)))
                .orElse(new long[0]);
        if (all.length <= IDLE) {
            return UNKNOWN;
        }
        long total = Arrays.stream(all).limit(COLUMNS).sum();
        long idle = all[IDLE] + (all.length > IOWAIT ? all[IOWAIT] : 0);
        int cpus = (int) text.lines().filter(line -> line.matches("cpu\\d+ .*")).count();
        return new CpuTimes(total - idle, total, cpus);
    }

    /** Share of all cores in use since {@code before}, 0 to 1; 0 when no time has passed. */
    double ratioSince(CpuTimes before) {
        long passed = total - before.total;
        return passed <= 0 ? 0 : Math.min(1, Math.max(0, (double) (busy - before.busy) / passed));
    }
}
