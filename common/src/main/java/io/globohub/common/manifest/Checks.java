package io.globohub.common.manifest;

import java.util.Collection;
import java.util.Objects;

/** The checks that several values of this package share; each message names the field a person has to correct. */
final class Checks {
    private Checks() {}

    static void required(String field, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    static void noneMissing(String field, Collection<?> values) {
        if (values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(field + " holds an empty element");
        }
    }

    static void between(String field, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(field + " is " + value + " but must be between " + low + " and " + high);
        }
    }

    static void urlPath(String field, String path) {
        if (path == null || !path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(field + " '" + path + "' must start with '/' and hold no space");
        }
    }
}
