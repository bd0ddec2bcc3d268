package io.globohub.common.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses hosts by their labels: {@code role=web,zone in (a,b),!canary}.
 *
 * <p>Syntax and meaning follow Kubernetes: terms separated by commas must all hold; {@code k=v}, {@code k==v},
 * {@code k!=v}, {@code k in (a,b)}, {@code k notin (a,b)}, {@code k} (the label exists), {@code !k}. A label that a host
 * lacks satisfies {@code !=} and {@code notin}. Every host also has the label {@value #HOST}, its name.
 */
public final class Selector {
    /** The label that every host has: its name. */
    public static final String HOST = "host";

    private static final String KEY = "[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?";
    private static final String VALUE = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?";
    private static final Pattern SET = Pattern.compile("(" + KEY + ")\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("(" + KEY + ")\\s*(==|=|!=)\\s*(" + VALUE + ")?");
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*(" + KEY + ")");
    private static final Pattern WHOLE_VALUE = Pattern.compile(VALUE);

    private enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        NOT_EXISTS
    }

    private record Term(String key, Operator operator, Set<String> values) {
        boolean matches(Map<String, String> labels) {
            String actual = labels.get(key);
            return switch (operator) {
                case IN -> actual != null && values.contains(actual);
                case NOT_IN -> actual == null || !values.contains(actual);
                case EXISTS -> actual != null;
                case NOT_EXISTS -> actual == null;
            };
        }

        @Override
        public String toString() {
            return switch (operator) {
                case IN -> values.size() == 1 ? key + "=" + values.iterator().next() : key + " in " + listed();
                case NOT_IN ->
                    values.size() == 1 ? key + "!=" + values.iterator().next() : key + " notin " + listed();
                case EXISTS -> key;
                case NOT_EXISTS -> "!" + key;
            };
        }

        private String listed() {
            return values.stream().collect(Collectors.joining(",", "(", ")"));
        }
    }

    private final List<Term> terms;

    private Selector(List<Term> terms) {
        this.terms = terms;
    }

    /** The selector that every host satisfies. */
    public static Selector everything() {
        return new Selector(List.of());
    }

    /** Reads a selector; refuses an empty one, since "all hosts" must be said explicitly. */
    public static Selector parse(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("the selector is empty: write one such as role=web");
        }
        List<Term> terms = new ArrayList<>();
        for (String term : splitOutsideParentheses(text)) {
            terms.add(term(term.strip(), text));
        }
        return new Selector(List.copyOf(terms));
    }

    /** Whether a label with this key and value can be selected at all. */
    public static boolean isLabel(String key, String value) {
        return key.matches(KEY)
                && !key.equals(HOST)
                && WHOLE_VALUE.matcher(value).matches();
    }

    private static List<String> splitOutsideParentheses(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Term term(String term, String whole) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            TreeSet<String> values = Arrays.stream(set.group(3).split(",", -1))
                    .map(String::strip)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (values.stream().anyMatch(value -> !WHOLE_VALUE.matcher(value).matches())) {
                throw malformed(term, whole);
            }
            return new Term(set.group(1), set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN, values);
        }
        Matcher equality = EQUALITY.matcher(term);
        if (equality.matches()) {
            String value = equality.group(3) == null ? "" : equality.group(3);
            return new Term(
                    equality.group(1), equality.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN, Set.of(value));
        }
        Matcher exists = EXISTS.matcher(term);
        if (exists.matches()) {
            return new Term(
                    exists.group(2), exists.group(1).isEmpty() ? Operator.EXISTS : Operator.NOT_EXISTS, Set.of());
        }
        throw malformed(term, whole);
    }

    private static IllegalArgumentException malformed(String term, String whole) {
        return new IllegalArgumentException("selector '" + whole + "': cannot read '" + term
                + "'; write terms such as role=web, zone in (a,b), !canary, separated by commas");
    }

    /** Whether a host of that name with those labels is chosen. */
    public boolean matches(String hostName, Map<String, String> labels) {
        Map<String, String> all = new java.util.HashMap<>(labels);
        all.put(HOST, hostName);
        return terms.stream().allMatch(term -> term.matches(all));
    }

    /** The selector in its canonical form; empty for {@link #everything()}. */
    @Override
    public String toString() {
        return terms.stream().map(Term::toString).collect(Collectors.joining(","));
    }
}
