package io.globohub.controller.cli.output;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text made harmless and measured for a terminal. Pure. */
public final class Plain {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]{0,40}m");

    private Plain() {}

    /** {@code text} without control characters, which could rewrite what a terminal shows. */
    public static String text(String text) {
        if (text.chars().noneMatch(Plain::isControl)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(c == '\n' || c == '\t' ? ' ' : isControl(c) ? '?' : c));
        return plain.toString();
    }

    /** A line of a log made harmless: tabs stay, colours (which apps write even into files) go. */
    public static String line(String line) {
        return line.indexOf('\t') < 0 && line.indexOf('\u001b') < 0
                ? text(line)
                : Stream.of(COLOUR.matcher(line).replaceAll("").split("\t", -1))
                        .map(Plain::text)
                        .collect(Collectors.joining("\t"));
    }

    private static boolean isControl(int c) {
        // C0, DEL, C1 and the characters that turn the direction of text around
        return c < ' ' || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    /** Columns that {@code text} takes. */
    public static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code text} in at most {@code width} columns, its cut marked. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        return width <= 1
                ? "…".substring(0, Math.max(0, width))
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** {@code text} filled up with spaces to {@code width} columns. */
    public static String padded(String text, int width, boolean right) {
        String fill = " ".repeat(Math.max(0, width - width(text)));
        return right ? fill + text : text + fill;
    }
}
