package io.globohub.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One mapping of the file, read key by key. A wrong value becomes a sentence in the shared list and its default is
 * used, so that reading goes on and every error is found at once.
 */
final class ConfigSection {
    private final JsonNode tree;
    private final String prefix;
    private final List<String> errors;
    private final Set<String> known = new TreeSet<>();

    ConfigSection(JsonNode tree, String prefix, List<String> errors) {
        this.tree = tree;
        this.prefix = prefix;
        this.errors = errors;
    }

    boolean has(String key) {
        return !absent(value(key));
    }

    String text(String key, String byDefault) {
        JsonNode value = value(key);
        if (absent(value)) {
            return byDefault;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            wrong(key, "must be a text");
            return byDefault;
        }
        return value.textValue().strip();
    }

    boolean flag(String key, boolean byDefault) {
        JsonNode value = value(key);
        if (absent(value)) {
            return byDefault;
        }
        if (!value.isBoolean()) {
            wrong(key, "must be true or false");
            return byDefault;
        }
        return value.booleanValue();
    }

    int number(String key, int byDefault, int low, int high) {
        JsonNode value = value(key);
        if (absent(value)) {
            return byDefault;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < low
                || value.intValue() > high) {
            wrong(key, "must be a whole number from " + low + " to " + high);
            return byDefault;
        }
        return value.intValue();
    }

    /** A share from 0 to less than 1. */
    double ratio(String key, double byDefault) {
        JsonNode value = value(key);
        if (absent(value)) {
            return byDefault;
        }
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() >= 1) {
            wrong(key, "must be a share such as 0.05: from 0 to less than 1");
            return byDefault;
        }
        return value.doubleValue();
    }

    long bytes(String key, long byDefault) {
        JsonNode value = value(key);
        if (absent(value)) {
            return byDefault;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            wrong(key, "must be a whole number of bytes");
            return byDefault;
        }
        return value.longValue();
    }

    /** A list of texts; one text alone is a list of one. */
    List<String> texts(String key) {
        JsonNode value = value(key);
        if (absent(value)) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue().strip());
        }
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> {
                if (item.isTextual() && !item.textValue().isBlank()) {
                    texts.add(item.textValue().strip());
                }
            });
        }
        if (!value.isArray() || texts.size() != value.size()) {
            wrong(key, "must be a text or a list of texts");
        }
        return texts;
    }

    /** A mapping of texts; numbers and truth values, which YAML makes of {@code zone: 1}, count as their text. */
    Map<String, String> pairs(String key) {
        JsonNode value = value(key);
        Map<String, String> pairs = new LinkedHashMap<>();
        if (absent(value)) {
            return pairs;
        }
        if (!value.isObject()) {
            wrong(key, "must be a mapping such as {role: web}");
            return pairs;
        }
        value.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                pairs.put(entry.getKey(), entry.getValue().asText());
            } else {
                wrong(key + "." + entry.getKey(), "must be a text");
            }
        });
        return pairs;
    }

    ConfigSection section(String key) {
        JsonNode value = value(key);
        if (!absent(value) && !value.isObject()) {
            wrong(key, "must be a mapping");
        }
        return new ConfigSection(value, prefix + key + ".", errors);
    }

    void wrong(String key, String sentence) {
        errors.add("'" + prefix + key + "' " + sentence);
    }

    /** Refuses every key that was never asked for: a typing error must not be ignored. */
    void refuseOthers() {
        if (!tree.isObject()) {
            return;
        }
        tree.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                errors.add("unknown key '" + prefix + key + "'"
                        + Spelling.meant(key, known)
                                .map(meant -> " (did you mean '" + prefix + meant + "'?)")
                                .orElse("; known are " + String.join(", ", known)));
            }
        });
    }

    private JsonNode value(String key) {
        known.add(key);
        return tree.path(key);
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
