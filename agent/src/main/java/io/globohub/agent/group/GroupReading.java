package io.globohub.agent.group;

import java.util.HashMap;
import java.util.Map;

/**
 * What the kernel has counted for one group. Pure.
 *
 * @param cpuMicros processor time of everything that ever ran in it
 * @param memoryBytes what is charged to it and cannot simply be dropped: {@code memory.current} without the file cache
 */
public record GroupReading(long cpuMicros, long memoryBytes) {

    /** From the texts of the files of those names; what a text does not say is 0. */
    static GroupReading of(String cpuStat, String memoryCurrent, String memoryStat) {
        Map<String, Long> memory = fields(memoryStat);
        long cache = memory.getOrDefault("active_file", 0L) + memory.getOrDefault("inactive_file", 0L);
        // the texts are of slightly different instants
        long floor = memory.getOrDefault("anon", 0L);
        return new GroupReading(
                fields(cpuStat).getOrDefault("usage_usec", 0L), Math.max(floor, number(memoryCurrent) - cache));
    }

    /** From {@code memory.events}: processes that were ended for want of memory, be it the group's or the host's. */
    static long oomKills(String memoryEvents) {
        return fields(memoryEvents).getOrDefault("oom_kill", 0L);
    }

    private static Map<String, Long> fields(String text) {
        Map<String, Long> fields = new HashMap<>();
        text.lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 2)
                .forEach(words -> {
                    fields.put(words[0], number(words[1]));
                });
        return fields;
    }

    private static long number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }
}
