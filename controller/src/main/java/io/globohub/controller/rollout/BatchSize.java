package io.globohub.controller.rollout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts at once: a number, or a share of the hosts that change.
 *
 * @param text as the operator wrote it, {@code 3} or {@code 25%}
 */
record BatchSize(String text) {
    private static final Pattern SHAPE = Pattern.compile("([1-9]\\d{0,5})(%?)");
    static final BatchSize DEFAULT = new BatchSize("25%");

    BatchSize {
        if (text == null || !SHAPE.matcher(text).matches() || (text.endsWith("%") && share(text) > 100)) {
            throw new IllegalArgumentException(
                    "batch '" + text + "' must be a number of hosts or a percentage from 1% to 100%");
        }
    }

    /** How many of {@code hosts}: at least one, and a share is rounded up. */
    int of(int hosts) {
        if (text.endsWith("%")) {
            return Math.max(1, (hosts * share(text) + 99) / 100);
        }
        return Integer.parseInt(text);
    }

    private static int share(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
