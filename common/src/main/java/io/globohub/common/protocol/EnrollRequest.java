package io.globohub.common.protocol;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Asks for an identity; the one-time token travels as the bearer token. */
public record EnrollRequest(String name, Map<String, String> labels, String agentVersion, String os) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?");

    public EnrollRequest {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "host name '" + name + "' may hold only letters, digits, '.' and '-' (at most 253)");
        }
        labels = Map.copyOf(new TreeMap<>(labels == null ? Map.of() : labels));
    }
}
