package io.globohub.common.manifest;

import java.util.regex.Pattern;

/**
 * One address gunicorn listens on.
 *
 * @param host an IPv4 or IPv6 address or a host name, never in brackets
 * @param port 1 to 65535
 */
public record BindAddress(String host, int port) {
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]{0,252}|[0-9a-fA-F:.]{2,45}");
    /** The port an app listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 8000;

    public BindAddress {
        if (host == null || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("bind host '" + host + "' is neither an address nor a host name");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("bind port " + port + " is not between 1 and 65535");
        }
    }

    /** Reads {@code 0.0.0.0:8000}, {@code [::1]:8000}, {@code :8000}, {@code 8000} or {@code 10.0.0.1}. */
    public static BindAddress parse(String text) {
        String trimmed = text == null ? "" : text.strip();
        // an unset variable of a script must not open a port to the world
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("a bind address cannot be empty: write one such as 127.0.0.1:8000");
        }
        if (trimmed.matches("\\d{1,6}")) {
            return new BindAddress("0.0.0.0", Integer.parseInt(trimmed));
        }
        if (trimmed.startsWith("[")) {
            int close = trimmed.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("bind address '" + text + "' lacks the closing ']'");
            }
            return new BindAddress(trimmed.substring(1, close), portAfter(text, trimmed.substring(close + 1)));
        }
        int colon = trimmed.lastIndexOf(':');
        String host = colon < 0 ? trimmed : trimmed.substring(0, colon);
        if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("bind address '" + text + "': write an IPv6 address in brackets");
        }
        return new BindAddress(
                host.isEmpty() ? "0.0.0.0" : host, portAfter(text, colon < 0 ? "" : trimmed.substring(colon)));
    }

    private static int portAfter(String whole, String rest) {
        if (rest.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!rest.matches(":\\d{1,6}")) {
            throw new IllegalArgumentException("bind address '" + whole + "' must end in :PORT");
        }
        return Integer.parseInt(rest.substring(1));
    }

    /** Whether this stands for every interface of its address family. */
    public boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** Where a client on the same host reaches this: the loopback address for a wildcard, else the address itself. */
    public BindAddress local() {
        return switch (host) {
            case "0.0.0.0" -> new BindAddress("127.0.0.1", port);
            case "::" -> new BindAddress("::1", port);
            default -> this;
        };
    }

    /** The form a URL and gunicorn understand: an IPv6 address stands in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
