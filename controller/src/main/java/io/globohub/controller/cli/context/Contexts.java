package io.globohub.controller.cli.context;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All contexts of a person. Immutable.
 *
 * @param current name of the one that is used unless another is named, or null
 */
public record Contexts(String current, Map<String, Context> contexts) {
    public static final Contexts NONE = new Contexts(null, Map.of());

    public Contexts {
        // sorted, so that the file changes only where something changed
        contexts = Collections.unmodifiableMap(new TreeMap<>(contexts == null ? Map.of() : contexts));
        if (current != null && !contexts.containsKey(current)) {
            throw new IllegalArgumentException("current is '" + current + "', but there is no such context");
        }
    }

    public Optional<Context> named(String name) {
        return Optional.ofNullable(contexts.get(name));
    }

    /** With {@code context} under that name, and in use. */
    public Contexts with(String name, Context context) {
        Map<String, Context> more = new TreeMap<>(contexts);
        more.put(name, context);
        return new Contexts(name, more);
    }

    /** With another one in use. */
    public Contexts using(String name) {
        return new Contexts(name, contexts);
    }
}
