package io.globohub.controller.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a table into a width: a row is never wrapped. First the widest texts are cut, down to a readable rest; if that is
 * not enough, the least important columns go. Pure.
 */
final class TableLayout {
    private static final int GAP = 2;
    private static final int READABLE = 12;

    private TableLayout() {}

    static List<String> lines(Grid grid, Look look) {
        int width = look.width();
        List<Integer> shown = new ArrayList<>(IntStream.range(0, grid.columns().size())
                .filter(i -> look.wide() || !grid.columns().get(i).onlyWide())
                .filter(i -> keeps(grid, i))
                .boxed()
                .toList());
        int[] natural = IntStream.range(0, grid.columns().size())
                .map(i -> naturalWidth(grid, i, look.headings()))
                .toArray();
        while (shown.size() > 1 && least(shown, natural) > width) {
            Integer goes = shown.stream()
                    .filter(i -> grid.columns().get(i).importance() < Column.KEY)
                    .min(Comparator.comparingInt(i -> grid.columns().get(i).importance()))
                    .orElse(shown.get(shown.size() - 1));
            shown.remove(goes);
        }
        int[] widths = shrunk(shown, natural, width);
        List<String> lines = new ArrayList<>();
        if (look.headings()) {
            lines.add(
                    line(shown, widths, grid, i -> Cell.of(grid.columns().get(i).title(), Tone.STRONG), look.paint()));
        }
        for (List<Cell> row : grid.rows()) {
            lines.add(line(shown, widths, grid, row::get, look.paint()));
        }
        return lines;
    }

    /** A column that no row fills says nothing; the naming one stays. */
    private static boolean keeps(Grid grid, int column) {
        return grid.columns().get(column).importance() == Column.KEY
                || grid.rows().isEmpty()
                || grid.rows().stream().anyMatch(row -> !row.get(column).text().isEmpty());
    }

    private static int naturalWidth(Grid grid, int column, boolean headings) {
        int title = headings ? Plain.width(grid.columns().get(column).title()) : 0;
        return grid.rows().stream()
                .mapToInt(row -> Plain.width(row.get(column).text()))
                .reduce(title, Math::max);
    }

    private static int least(List<Integer> shown, int[] natural) {
        return shown.stream().mapToInt(i -> Math.min(natural[i], READABLE)).sum() + GAP * (shown.size() - 1);
    }

    private static int[] shrunk(List<Integer> shown, int[] natural, int width) {
        int[] widths = natural.clone();
        int total = shown.stream().mapToInt(i -> widths[i]).sum() + GAP * (shown.size() - 1);
        while (total > width) {
            int widest =
                    shown.stream().max(Comparator.comparingInt(i -> widths[i])).orElseThrow();
            if (widths[widest] <= 1) {
                break;
            }
            widths[widest]--;
            total--;
        }
        return widths;
    }

    private interface CellOf {
        Cell at(int column);
    }

    private static String line(List<Integer> shown, int[] widths, Grid grid, CellOf cells, Paint paint) {
        StringBuilder line = new StringBuilder();
        for (int position = 0; position < shown.size(); position++) {
            int column = shown.get(position);
            Cell cell = cells.at(column);
            boolean right = grid.columns().get(column).right();
            boolean last = position == shown.size() - 1;
            String text = Plain.cut(cell.text(), widths[column]);
            String placed = last && !right ? text : Plain.padded(text, widths[column], right);
            // only the text is coloured, so that an underline or a background never runs into the gap
            line.append(placed.replace(text, paint.apply(cell.tone(), text)));
            if (!last) {
                line.append(" ".repeat(GAP));
            }
        }
        return line.toString().stripTrailing();
    }
}
