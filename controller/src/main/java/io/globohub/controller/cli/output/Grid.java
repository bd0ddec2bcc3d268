package io.globohub.controller.cli.output;

import java.util.List;

/** Columns and rows. Every row has a cell for each column. */
public record Grid(List<Column> columns, List<List<Cell>> rows) {
    public Grid {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " cells for " + columns.size() + " columns");
            }
        }
    }

    /** The lines of the table, as a terminal of that look shows them. */
    public List<String> lines(Look look) {
        return TableLayout.lines(this, look);
    }
}
