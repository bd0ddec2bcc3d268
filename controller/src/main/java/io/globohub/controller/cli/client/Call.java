package io.globohub.controller.cli.client;

import io.globohub.common.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One request, before it is sent. Immutable.
 *
 * @param path absolute, encoded, with its query if there is one
 * @param body JSON, or null for none
 */
public record Call(String method, String path, Map<String, String> headers, String body) {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    /** A call of one of {@link io.globohub.common.protocol.Paths}, its parameters filled in order. */
    public static Call of(String method, String template, String... parameters) {
        StringBuilder path = new StringBuilder();
        Matcher matcher = PARAMETER.matcher(template);
        for (int i = 0; matcher.find(); i++) {
            matcher.appendReplacement(path, Matcher.quoteReplacement(encoded(parameters[i])));
        }
        matcher.appendTail(path);
        return new Call(method, path.toString(), Map.of(), null);
    }

    public static Call get(String template, String... parameters) {
        return of("GET", template, parameters);
    }

    public static Call post(String template, String... parameters) {
        return of("POST", template, parameters);
    }

    /** With these query parameters; those that are null are left out. */
    public Call query(Map<String, ?> parameters) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> encoded(parameter.getKey()) + "="
                        + encoded(parameter.getValue().toString()))
                .collect(Collectors.joining("&"));
        if (query.isEmpty()) {
            return this;
        }
        return new Call(method, path + (path.indexOf('?') < 0 ? "?" : "&") + query, headers, body);
    }

    public Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, path, Map.copyOf(more), body);
    }

    /** With {@code value} as its JSON body. */
    public Call json(Object value) {
        return new Call(method, path, headers, Json.write(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
