package io.globohub.agent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads where a controller is. */
public final class ControllerAddress {
    private ControllerAddress() {}

    /**
     * Scheme, host, and perhaps port and path; without a slash at its end.
     *
     * @throws IllegalArgumentException with a sentence about {@code text}
     */
    public static URI parse(String text) {
        URI address;
        try {
            address = new URI(text.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw refused(text, "is not an address", e);
        }
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused(text, "must begin with https:// or http://", null);
        }
        if (address.getHost() == null) {
            throw refused(text, "names no host", null);
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw refused(text, "must hold no user, query or fragment", null);
        }
        return address;
    }

    private static IllegalArgumentException refused(String text, String why, Exception cause) {
        return new IllegalArgumentException("'" + text + "' " + why + ", such as https://controller:7070", cause);
    }
}
