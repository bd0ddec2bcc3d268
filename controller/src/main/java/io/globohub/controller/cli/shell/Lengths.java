package io.globohub.controller.cli.shell;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 90s}, {@code 15m}, {@code 2h}, {@code 30d}, {@code 1h30m}. Pure. */
public final class Lengths {
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,7}[smhdw])+|\\d{1,9}");
    private static final Pattern PART = Pattern.compile("(\\d+)([smhdw]?)");

    private Lengths() {}

    /** A number alone is seconds. */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new picocli.CommandLine.TypeConversionException(
                    "'" + text + "' is not a length of time such as 90s, 15m, 2h or 30d");
        }
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        case "d" -> Duration.ofDays(number);
                        case "w" -> Duration.ofDays(7 * number);
                        default -> Duration.ofSeconds(number);
                    });
        }
        return sum;
    }
}
