package io.globohub.controller.cli.client;

import io.globohub.common.keys.ClientCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Which controller, as whom.
 *
 * @param url http or https, without a path's trailing slash
 * @param token the bearer token, or null for none
 * @param caFile PEM certificates that are trusted instead of the system's, or null
 */
public record Endpoint(URI url, String token, Path caFile, ClientCertificate own) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    public Endpoint {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException("'" + url + "' is not an address such as https://controller:7070");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "the controller's address holds nothing but scheme, host, port and path");
        }
        if (token != null && (token.isBlank() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f))) {
            throw new IllegalArgumentException("the token is empty or holds characters that no token has");
        }
    }

    /** Without a certificate of the client's own. */
    public Endpoint(URI url, String token, Path caFile) {
        this(url, token, caFile, null);
    }

    /** The same, shown this certificate when it asks for one; null for none. */
    public Endpoint showing(ClientCertificate certificate) {
        return new Endpoint(url, token, caFile, certificate);
    }

    /** Reads an address as people type it: a missing scheme is https, or http for this very machine. */
    public static URI parse(String text) {
        String trimmed = text.strip().replaceAll("/+$", "");
        if (!trimmed.contains("://")) {
            String host = trimmed.replaceAll("(:\\d+)?(/.*)?$", "");
            trimmed = (LOOPBACK.contains(host) ? "http://" : "https://") + trimmed;
        }
        return URI.create(trimmed);
    }

    /** Whether somebody on the way could read the token. */
    public boolean travelsInTheClear() {
        return url.getScheme().equalsIgnoreCase("http") && !LOOPBACK.contains(url.getHost());
    }

    @Override
    public String toString() {
        return "Endpoint[" + url + (token == null ? "" : ", token hidden") + "]";
    }
}
