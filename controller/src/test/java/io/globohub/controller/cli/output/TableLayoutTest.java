package io.globohub.controller.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableLayoutTest {
    private static final Grid GRID = new Grid(
            List.of(Column.key("HOST"), Column.of("WHY", 10), Column.number("N", 50), Column.wide("ID")),
            List.of(
                    List.of(Cell.of("web-01"), Cell.of("a long explanation of it"), Cell.of(7), Cell.of("h_1")),
                    List.of(Cell.of("web-002"), Cell.of("short"), Cell.of(1234), Cell.of("h_2"))));

    private static List<String> lines(int width, boolean wide) {
        return GRID.lines(new Look(wide, true, width, Paint.NONE));
    }

    @Test
    void numbersStandRightAndWideColumnsOnlyInWideTables() {
        assertThat(lines(Integer.MAX_VALUE, false))
                .containsExactly(
                        "HOST     WHY                          N",
                        "web-01   a long explanation of it     7",
                        "web-002  short                     1234");
        assertThat(lines(Integer.MAX_VALUE, true).get(0)).endsWith("ID");
    }

    @Test
    void theWidestTextIsCutBeforeAnyColumnGoes() {
        assertThat(lines(30, false))
                .containsExactly(
                        "HOST     WHY                 N",
                        "web-01   a long explana…     7",
                        "web-002  short            1234");
    }

    @Test
    void theLeastImportantColumnGoesFirstAndTheKeyNever() {
        assertThat(lines(20, false)).containsExactly("HOST        N", "web-01      7", "web-002  1234");
        assertThat(lines(5, false)).containsExactly("HOST", "web-…", "web-…");
    }

    @Test
    void aColumnThatIsEmptyInEveryRowIsLeftOut() {
        Grid grid = new Grid(
                List.of(Column.key("HOST"), Column.of("HOLD", 50)), List.of(List.of(Cell.of("web-01"), Cell.EMPTY)));
        assertThat(grid.lines(new Look(false, true, 80, Paint.NONE))).containsExactly("HOST", "web-01");
    }

    @Test
    void colourTakesNoRoom() {
        Grid grid = new Grid(
                List.of(Column.key("A"), Column.key("B")),
                List.of(List.of(Cell.of("x", Tone.BAD), Cell.of("y")), List.of(Cell.of("xxx"), Cell.of("z"))));
        assertThat(grid.lines(new Look(false, false, 80, Paint.COLOUR)))
                .containsExactly("\u001b[31mx\u001b[0m    y", "xxx  z");
    }

    @Test
    void csvQuotesWhatWouldBreakIt() {
        Grid grid = new Grid(
                List.of(Column.key("A B"), Column.key("C")), List.of(List.of(Cell.of("a,\"b\""), Cell.of("plain"))));
        assertThat(Csv.lines(grid, true)).containsExactly("a_b,c", "\"a,\"\"b\"\"\",plain");
    }
}
