package io.globohub.agent.config;

import io.globohub.common.selector.Selector;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a label may be, so that every label can be selected by. */
public final class Labels {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?)?");

    private Labels() {}

    /** What is wrong with a label, if anything. */
    public static Optional<String> fault(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            return Optional.of("is no label name: letters, digits, '.', '_', '/' and '-', at most 128");
        }
        if (key.equals(Selector.HOST)) {
            return Optional.of("is a label every host has already: its name");
        }
        if (!VALUE.matcher(value).matches()) {
            return Optional.of("has a value that no selector could name: letters, digits, '.', '_' and '-' only");
        }
        return Optional.empty();
    }
}
