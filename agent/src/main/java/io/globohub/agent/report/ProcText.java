package io.globohub.agent.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two shapes of text most files in {@code /proc} have. Pure; what is no number is left out or 0. */
final class ProcText {
    private static final long KIB = 1024;

    private ProcText() {}

    /** Numbers separated by spaces, up to the first word that is none. */
    static long[] numbers(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .takeWhile(word -> word.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Lines such as {@code MemTotal:  16316412 kB}, as bytes where they say kB. */
    static Map<String, Long> fields(String text) {
        Map<String, Long> fields = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String value = line.substring(colon + 1);
                long[] numbers = numbers(value);
                if (numbers.length > 0) {
                    fields.put(line.substring(0, colon), numbers[0] * (value.endsWith("kB") ? KIB : 1));
                }
            }
        });
        return fields;
    }

    /** A decimal number, or 0. */
    static double decimal(String word) {
        return word.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(word) : 0;
    }
}
