package io.globohub.controller.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table as comma-separated values (RFC 4180), all columns, never cut. Pure. */
final class Csv {
    private Csv() {}

    static List<String> lines(Grid grid, boolean headings) {
        List<String> lines = new ArrayList<>();
        if (headings) {
            lines.add(grid.columns().stream()
                    .map(column -> field(column.title().toLowerCase(Locale.ROOT).replace(' ', '_')))
                    .collect(Collectors.joining(",")));
        }
        for (List<Cell> row : grid.rows()) {
            lines.add(row.stream().map(cell -> field(cell.text())).collect(Collectors.joining(",")));
        }
        return lines;
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
