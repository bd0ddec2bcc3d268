package io.globohub.agent.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a line what must not leave the host. Immutable, thread-safe.
 *
 * <p>A pattern with a group named {@code secret} loses what that group matches, any other its whole match. A pattern that
 * takes too long on a line (some expressions do, on lines made for it) costs the whole line, never time without end.
 */
public final class Redaction {
    static final String TAKEN = "[redacted]";
    static final String TOO_COSTLY = "[a line that was too costly to look through]";

    private static final long LOOKS = 2_000_000;
    private static final String SECRET = "secret";

    private static final List<Pattern> USUAL = List.of(
            // password=…, "api_key": "…", token: …
            Pattern.compile("(?i)(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
                    + "|client[_-]?secret|session(?:id)?|credential)s?[\"']?\\s{0,3}[=:]\\s{0,3}"
                    + "(?<secret>\"[^\"]{1,2000}\"?|'[^']{1,2000}'?|[^\\s,;&\"']{1,2000})"),
            // Authorization: Bearer …, Cookie: …
            Pattern.compile(
                    "(?i)\\b(?:proxy-)?authorization[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?(?<secret>[^\"'\\r\\n]{1,4000})"),
            Pattern.compile("(?i)\\b(?:set-)?cookie[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?(?<secret>[^\"'\\r\\n]{1,4000})"),
            Pattern.compile("(?i)\\b(?:bearer|basic)\\s+(?<secret>[A-Za-z0-9._~+/=-]{8,4000})"),
            // https://user:password@host
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,30}://(?<secret>[^\\s/@]{1,500})@"),
            // what this system itself gives out
            Pattern.compile("\\b(?<secret>gh[a-z]_[A-Za-z0-9_-]{20,100})"));

    private final List<Pattern> patterns;

    private Redaction(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** The usual patterns and {@code more}. */
    public static Redaction usualAnd(List<Pattern> more) {
        List<Pattern> all = new ArrayList<>(USUAL);
        all.addAll(more);
        return new Redaction(all);
    }

    /** The line as it may leave. */
    public String of(String line) {
        String redacted = line;
        try {
            for (Pattern pattern : patterns) {
                redacted = without(pattern, redacted);
            }
            return redacted;
        } catch (TooCostly e) {
            return TOO_COSTLY;
        }
    }

    private static String without(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(new Counted(line, new AtomicLong(LOOKS)));
        if (!matcher.find()) {
            return line;
        }
        boolean named = pattern.pattern().contains("(?<" + SECRET + ">");
        StringBuilder kept = new StringBuilder();
        int from = 0;
        do {
            int start = named ? matcher.start(SECRET) : matcher.start();
            int end = named ? matcher.end(SECRET) : matcher.end();
            if (start >= from && end > start) {
                kept.append(line, from, start).append(TAKEN);
                from = end;
            }
        } while (matcher.find());
        return kept.append(line, from, line.length()).toString();
    }

    /** Says stop after so many looks at its characters. */
    private record Counted(CharSequence text, AtomicLong left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (left.getAndDecrement() <= 0) {
                throw new TooCostly();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooCostly extends RuntimeException {
        TooCostly() {
            super(null, null, false, false);
        }
    }
}
