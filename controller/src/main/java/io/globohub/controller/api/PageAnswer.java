package io.globohub.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A page as it goes out: its cursor bound to the list and the filters, the address of the next one as a link, and the
 * items in the form that was asked for: JSON, {@code text/csv}, or {@code application/x-ndjson}.
 */
final class PageAnswer {
    static final String CSV = "text/csv";
    static final String LINES = "application/x-ndjson";

    private PageAnswer() {}

    static void send(Call call, Page<?> page) {
        String next = page.nextCursor() == null ? null : call.query().bound(page.nextCursor());
        if (next != null) {
            call.ctx().header("Link", "<" + address(call.query(), next) + ">; rel=\"next\"");
        }
        call.ctx().header("Vary", "Accept").status(200);
        String accept = call.ctx().header("Accept") == null ? "" : call.ctx().header("Accept");
        if (accept.contains(CSV)) {
            List<JsonNode> items =
                    page.items().stream().<JsonNode>map(Json::toTree).toList();
            call.ctx().contentType(CSV + "; charset=utf-8").result(CsvRows.of(items));
        } else if (accept.contains(LINES)) {
            StringBuilder lines = new StringBuilder();
            page.items().forEach(item -> lines.append(Json.write(item)).append('\n'));
            call.ctx().contentType(LINES).result(lines.toString());
        } else {
            call.ctx().contentType(Call.JSON).result(Json.writeBytes(new Page<>(page.items(), next, page.total())));
        }
    }

    private static String address(Query query, String cursor) {
        Map<String, List<String>> parameters = new TreeMap<>(query.parameters());
        parameters.put("cursor", List.of(cursor));
        StringBuilder address = new StringBuilder(query.path());
        parameters.forEach((name, values) ->
                values.forEach(value -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value))));
        return address.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
