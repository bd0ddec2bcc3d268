package io.globohub.controller.api;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The query of an address, read strictly: a parameter that is not known, or not readable, is refused. */
record Query(String path, Map<String, List<String>> parameters) {
    private static final Set<String> NOT_FILTERS = Set.of("cursor", "limit");

    /** Refuses parameters that the route does not know, with the one that was probably meant. */
    void allowOnly(Set<String> known) {
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw new Refused(
                        Reason.UNKNOWN_PARAMETER,
                        "unknown parameter '" + name + "'"
                                + Suggestion.among(known, name)
                                        .map(meant -> ": did you mean '" + meant + "'?")
                                        .orElse(known.isEmpty() ? "; there are none here" : ""));
            }
        }
    }

    /** Null when it is not given; refuses it given twice. */
    String text(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw bad(name, "is given more than once");
        }
        return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
    }

    /** Every value given, also several in one separated by commas. */
    List<String> texts(String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    int integer(String name, int otherwise, int least, int most) {
        return (int) number(name, otherwise, least, most);
    }

    long number(String name, long otherwise, long least, long most) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the same refusal
        }
        throw bad(name, "must be a number between " + least + " and " + most);
    }

    /** Null when it is not given. */
    Boolean bool(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(name, "must be true or false");
        };
    }

    Instant instant(String name) {
        try {
            Instant instant = text(name) == null ? null : Instant.parse(text(name));
            // of those that Java knows beyond, milliseconds cannot be counted
            return instant == null ? null : Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw bad(name, "must be an instant such as 2026-01-31T12:00:00Z");
        }
    }

    /** A moment that is not after {@code now}; empty when it is not given. */
    Optional<Instant> past(String name, Instant now) {
        Instant at = instant(name);
        if (at != null && at.isAfter(now)) {
            throw bad(name, "lies in the future; it is " + now + " here");
        }
        return Optional.ofNullable(at);
    }

    /** Null when it is not given; {@code read} refuses with an IllegalArgumentException. */
    <T> T value(String name, Function<String, T> read) {
        String value = text(name);
        return value == null ? null : read(name, value, read);
    }

    <T> List<T> values(String name, Function<String, T> read) {
        return texts(name).stream().map(value -> read(name, value, read)).toList();
    }

    private static <T> T read(String name, String value, Function<String, T> read) {
        try {
            return read.apply(value);
        } catch (IllegalArgumentException e) {
            throw bad(name, "'" + value + "' is not possible: " + e.getMessage());
        }
    }

    /** Reads an enum by its lower-case name. */
    static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return value -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("possible are "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .toList())));
    }

    /** The key after which a page begins, from an earlier page's cursor; refuses the cursor of another list. */
    Optional<String> cursor() {
        try {
            Optional<String> given = Optional.ofNullable(text("cursor")).map(Query::decoded);
            if (given.isPresent() && !given.get().startsWith(tag())) {
                throw bad("cursor", "is none of those given with an earlier page of this very list and filter");
            }
            return given.map(cursor -> cursor.substring(tag().length()));
        } catch (IllegalArgumentException e) {
            throw bad("cursor", "is none of those given with an earlier page");
        }
    }

    /** A cursor made by {@link #cursorAt} as it goes out: good for this list and these filters only. */
    String bound(String cursor) {
        return cursorAt(tag() + decoded(cursor));
    }

    private String tag() {
        Map<String, List<String>> filters = new TreeMap<>(parameters);
        filters.keySet().removeAll(NOT_FILTERS);
        return CanonicalJson.digest(Map.of("path", path, "filters", filters)).short12() + " ";
    }

    private static String decoded(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    static String cursorAt(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static Refused bad(String name, String what) {
        return new Refused(Reason.BAD_REQUEST, "parameter '" + name + "' " + what);
    }
}
