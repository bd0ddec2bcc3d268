package io.globohub.agent.selftest;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the app over HTTP which version it is. */
final class Served {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Pattern VERSION = Pattern.compile("version=([^;]+);");

    private Served() {}

    /** The version that answers on the port of the loopback address; empty when none does. */
    static Optional<String> version(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty("Connection", "close");
            try (InputStream in = connection.getInputStream()) {
                Matcher matcher = VERSION.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
            }
        } catch (IOException refused) {
            return Optional.empty();
        }
    }
}
