package io.globohub.common.manifest;

import java.util.regex.Pattern;

/** The name of an app; safe as a directory name, in a URL and as a metric label. */
public record AppName(String value) implements Comparable<AppName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Reserved: the agent itself, whose version is part of what its host shall run. Its packs hold Debian packages. */
    public static final AppName AGENT = new AppName("globohub-agent");

    public AppName {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "app name '" + value
                            + "' must start with a lower-case letter and hold only lower-case letters, digits and '-' (at most 63)");
        }
    }

    /** Whether this stands for the agent itself and no app of anybody. */
    public boolean isAgent() {
        return equals(AGENT);
    }

    @Override
    public int compareTo(AppName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
