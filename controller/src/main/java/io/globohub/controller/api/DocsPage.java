package io.globohub.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** The description of the API as a page for people, made from openapi.json: no script, nothing from elsewhere. */
final class DocsPage {
    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
            + "padding:0 1rem;color:#1b1b1b;background:#fff}code,h3{font-family:ui-monospace,monospace}"
            + "h3{margin:2rem 0 0;font-size:1rem}table{border-collapse:collapse;width:100%}"
            + "td{border-top:1px solid #ccc;padding:.25rem .5rem;vertical-align:top}a{color:#0645ad}"
            + "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#141414}a{color:#8ab4f8}"
            + "td{border-color:#444}}";

    private DocsPage() {}

    static void show(Call call) throws IOException {
        String hash = Base64.getEncoder()
                .encodeToString(HexFormat.of()
                        .parseHex(Digest.of(STYLE.getBytes(StandardCharsets.UTF_8))
                                .hex()));
        call.ctx()
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + hash + "'; frame-ancestors 'none'; base-uri 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .status(200)
                .contentType("text/html; charset=utf-8")
                .result(page(Json.tree(SystemApi.document())));
    }

    static String page(JsonNode api) {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>globoHUB API</title><style>"
                + STYLE + "</style></head><body><h1>globoHUB API</h1><p>"
                + text(api.at("/info/summary").asText())
                + " Send <code>Authorization: Bearer TOKEN</code>. Every error is"
                + " <code>application/problem+json</code>. For programs: <a href=\"/openapi.json\">openapi.json</a>."
                + "</p>");
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operation(page, path.getKey(), method.getKey(), method.getValue(), api)));
        return page.append("</body></html>").toString();
    }

    private static void operation(StringBuilder page, String path, String method, JsonNode operation, JsonNode api) {
        page.append("<h3 id=\"")
                .append(text(operation.path("operationId").asText()))
                .append("\">")
                .append(method.toUpperCase(Locale.ROOT))
                .append(' ')
                .append(text(path))
                .append("</h3><p>")
                .append(text(operation.path("summary").asText()))
                .append(" Who: ")
                .append(text(operation.path("x-role").asText("anyone")))
                .append(".</p><table>");
        operation.path("parameters").forEach(parameter -> {
            row(
                    page,
                    parameter.path("name").asText() + " ("
                            + parameter.path("in").asText() + ")",
                    parameter);
        });
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        String reference = body.path("$ref").asText();
        JsonNode schema = reference.isEmpty() ? body : api.at(reference.substring(1));
        schema.path("properties").properties().forEach(field -> row(page, field.getKey(), field.getValue()));
        page.append("</table>");
    }

    private static void row(StringBuilder page, String name, JsonNode described) {
        JsonNode schema = described.has("schema") ? described.get("schema") : described;
        String type = schema.path("type").asText(schema.path("$ref").asText().replaceAll(".*/", ""));
        page.append("<tr><td><code>")
                .append(text(name))
                .append("</code></td><td>")
                .append(text(type))
                .append("</td><td>")
                .append(text(described.path("description").asText()))
                .append("</td></tr>");
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
