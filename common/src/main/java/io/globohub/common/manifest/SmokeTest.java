package io.globohub.common.manifest;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One HTTP exchange run on a candidate, alone on a private socket, before it gets traffic.
 *
 * @param name what the check is about, for people
 * @param method HTTP method in upper case
 * @param headers request headers
 * @param body request body as text, or null for none
 * @param expect accepted status codes
 * @param bodyContains text the answer must hold, or null
 */
public record SmokeTest(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        StatusSet expect,
        String bodyContains) {

    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    public SmokeTest {
        method = method == null ? "GET" : method;
        if (!method.matches("[A-Z]{3,10}")) {
            throw new IllegalArgumentException("smoke test method '" + method + "' is not an HTTP method in capitals");
        }
        Checks.urlPath("smoke test path", path);
        name = name == null || name.isBlank() ? method + " " + path : name;
        expect = expect == null ? new StatusSet("200-299") : expect;
        headers = headers == null ? Map.of() : headers;
        for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
            if (!HEADER_NAME.matcher(header.getKey()).matches()
                    || header.getValue() == null
                    || header.getValue().chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("smoke test header '" + header.getKey() + "' cannot be sent");
            }
        }
        headers = Map.copyOf(headers);
    }
}
