package io.globohub.common.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * The HTTP status codes a check accepts, written as {@code 200}, {@code 200-399} or {@code 200-299,404}.
 *
 * <p>The default, {@link #BELOW_500}, is "it answers": an app without a status route answers 404 and is alive.
 */
public record StatusSet(String text) {
    public static final StatusSet BELOW_500 = new StatusSet("100-499");

    public StatusSet {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("a set of HTTP status codes cannot be empty");
        }
        ranges(text);
    }

    /** Whether {@code status} is one of these. */
    public boolean contains(int status) {
        return ranges(text).stream().anyMatch(range -> status >= range[0] && status <= range[1]);
    }

    private static List<int[]> ranges(String text) {
        List<int[]> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            if (ends.length > 2 || !ends[0].matches("[1-5]\\d\\d") || !ends[ends.length - 1].matches("[1-5]\\d\\d")) {
                throw new IllegalArgumentException(
                        "status set '" + text + "' must look like 200, 200-399 or 200-299,404 (codes 100 to 599)");
            }
            int[] range = {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])};
            if (range[0] > range[1]) {
                throw new IllegalArgumentException("status set '" + text + "' has a range that runs backwards");
            }
            ranges.add(range);
        }
        return ranges;
    }

    @Override
    public String toString() {
        return text;
    }
}
