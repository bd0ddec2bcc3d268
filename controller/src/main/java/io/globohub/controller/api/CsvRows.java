package io.globohub.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Items as comma-separated values (RFC 4180): one column for each field, nested ones by dotted names. Pure. */
final class CsvRows {
    private CsvRows() {}

    static String of(List<JsonNode> items) {
        List<Map<String, String>> rows = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode item : items) {
            Map<String, String> row = new LinkedHashMap<>();
            flatten("", item, row);
            columns.addAll(row.keySet());
            rows.add(row);
        }
        StringBuilder text = new StringBuilder();
        text.append(columns.stream().map(CsvRows::cell).collect(Collectors.joining(",")))
                .append("\r\n");
        rows.forEach(row -> text.append(columns.stream()
                        .map(column -> cell(row.getOrDefault(column, "")))
                        .collect(Collectors.joining(",")))
                .append("\r\n"));
        return text.toString();
    }

    private static void flatten(String name, JsonNode value, Map<String, String> row) {
        if (value.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            value.properties().forEach(field -> flatten(prefix + field.getKey(), field.getValue(), row));
        } else if (value.isArray()) {
            row.put(name, Json.write(value));
        } else if (value.isTextual()) {
            row.put(name, harmless(value.asText()));
        } else {
            row.put(name, value.isNull() ? "" : value.asText());
        }
    }

    /** A spreadsheet would run a text that begins so as a formula; hosts may name themselves and their labels. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String cell(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
