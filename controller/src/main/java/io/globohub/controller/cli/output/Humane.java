package io.globohub.controller.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Numbers and times as people say them. Pure; null in, null out. */
public final class Humane {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Humane() {}

    /** How long ago, for example {@code 12s} or {@code 3d}. */
    public static String age(Instant at, Instant now) {
        return at == null ? null : duration(Duration.between(at, now));
    }

    /** A length of time in its two largest units. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return two(seconds, 60, "m", 1, "s");
        }
        if (seconds < 86400) {
            return two(seconds, 3600, "h", 60, "m");
        }
        return seconds < 10 * 86400L ? two(seconds, 86400, "d", 3600, "h") : seconds / 86400 + "d";
    }

    private static String two(long seconds, long large, String largeUnit, long small, String smallUnit) {
        long rest = seconds % large / small;
        return seconds / large + largeUnit + (rest == 0 ? "" : rest + smallUnit);
    }

    /** A size in bytes. */
    public static String bytes(Long bytes) {
        if (bytes == null) {
            return null;
        }
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    /** A share from 0 to 1. */
    public static String percent(Double ratio) {
        return ratio == null ? null : Math.round(ratio * 100) + "%";
    }

    /** The lower-case name of an enum's value. */
    public static String word(Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    /** {@code 1 host}, {@code 2 hosts}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Labels as a selector writes them. */
    public static String labels(Map<String, String> labels) {
        return labels == null
                ? null
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(Collectors.joining(","));
    }

    /** To the second, in UTC. */
    public static String time(Instant at) {
        return at == null ? null : Instant.ofEpochSecond(at.getEpochSecond()).toString();
    }
}
