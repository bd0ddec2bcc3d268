package io.globohub.controller.cli.output;

import io.globohub.controller.cli.outcome.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Columns and rows. Every row has a cell for each column. */
public record Grid(List<Column> columns, List<List<Cell>> rows) {
    private static final String FALLING = ":desc";

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

    /**
     * Only these columns, in this order; each is named by its title, with {@code _} for a space, whatever the case.
     *
     * @throws IllegalArgumentException with a sentence, when there is none of that name
     */
    Grid only(List<String> titles) {
        List<Integer> chosen = titles.stream().map(this::position).toList();
        return new Grid(
                chosen.stream().map(columns::get).map(Column::always).toList(),
                rows.stream().map(row -> chosen.stream().map(row::get).toList()).toList());
    }

    /**
     * The numbers of the rows in the order of these columns, one at least; {@code :desc} after a name turns it around. Rows without a value
     * come last either way, and rows that are alike stay as they were.
     *
     * @throws IllegalArgumentException with a sentence, when there is none of that name
     */
    List<Integer> order(List<String> titles) {
        Comparator<List<Cell>> order =
                titles.stream().map(this::by).reduce(Comparator::thenComparing).orElseThrow();
        return IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparing(rows::get, order))
                .toList();
    }

    private Comparator<List<Cell>> by(String title) {
        boolean falling = title.endsWith(FALLING);
        int column = position(falling ? title.substring(0, title.length() - FALLING.length()) : title);
        Comparator<Cell> values = falling ? Cell.ORDER.reversed() : Cell.ORDER;
        return Comparator.comparing(
                row -> row.get(column),
                Comparator.comparing(Cell::isEmpty)
                        .thenComparing((one, other) -> one.isEmpty() ? 0 : values.compare(one, other)));
    }

    /** The same with its rows in that order. */
    Grid inOrder(List<Integer> order) {
        return new Grid(columns, order.stream().map(rows::get).toList());
    }

    private int position(String title) {
        List<String> known = columns.stream().map(Grid::nameOf).toList();
        String name = title.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        if (!known.contains(name)) {
            String meant = Nearest.to(name, known)
                    .map(near -> " (did you mean " + near + "?)")
                    .orElse("");
            throw new IllegalArgumentException(
                    "there is no column '" + Plain.text(name) + "'" + meant + ", only " + String.join(", ", known));
        }
        return known.indexOf(name);
    }

    private static String nameOf(Column column) {
        return column.title().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /** The lines of the table, as a terminal of that look shows them. */
    public List<String> lines(Look look) {
        return TableLayout.lines(this, look);
    }
}
