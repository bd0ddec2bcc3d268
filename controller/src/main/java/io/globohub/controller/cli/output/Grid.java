package io.globohub.controller.cli.output;

import java.util.List;
import java.util.Locale;

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

    /** Only these columns, in this order; each is named by its title, with {@code _} for a space, whatever the case. */
    Grid only(List<String> titles) {
        List<String> known = columns.stream().map(Grid::nameOf).toList();
        List<Integer> chosen = titles.stream()
                .map(title -> title.strip().toLowerCase(Locale.ROOT).replace(' ', '_'))
                .map(title -> {
                    if (!known.contains(title)) {
                        throw new IllegalArgumentException(
                                "there is no column '" + title + "', only " + String.join(", ", known));
                    }
                    return known.indexOf(title);
                })
                .toList();
        return new Grid(
                chosen.stream().map(columns::get).map(Column::always).toList(),
                rows.stream().map(row -> chosen.stream().map(row::get).toList()).toList());
    }

    private static String nameOf(Column column) {
        return column.title().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /** The lines of the table, as a terminal of that look shows them. */
    public List<String> lines(Look look) {
        return TableLayout.lines(this, look);
    }
}
