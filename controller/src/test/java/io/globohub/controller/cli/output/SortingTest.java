package io.globohub.controller.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SortingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Grid grid(Cell... cells) {
        return new Grid(
                List.of(Column.key("HOST"), Column.of("LAST SEEN", 1)),
                Stream.of(cells).map(cell -> List.of(Cell.of("x"), cell)).toList());
    }

    private static List<String> sorted(String by, Cell... cells) {
        Grid grid = grid(cells);
        return grid.inOrder(grid.order(List.of(by))).rows().stream()
                .map(row -> row.get(1).text())
                .toList();
    }

    private static Cell[] texts(String... texts) {
        return Stream.of(texts).map(Cell::of).toArray(Cell[]::new);
    }

    @Test
    void numbersWithinTextsCountAsNumbers() {
        assertThat(sorted("last_seen", texts("1.10", "1.9", "1.2.1", "1.2", "10")))
                .containsExactly("1.2", "1.2.1", "1.9", "1.10", "10");
        assertThat(sorted("last_seen", texts("web-10", "Web-2", "db"))).containsExactly("db", "Web-2", "web-10");
        assertThat(sorted("last_seen", texts("v99999999999999999999999", "v3")))
                .containsExactly("v3", "v99999999999999999999999");
    }

    @Test
    void agesAndSizesAndSharesAreSortedByWhatTheyAreNotByTheirText() {
        assertThat(sorted(
                        "last_seen",
                        Cell.age(NOW.minus(Duration.ofDays(3)), NOW),
                        Cell.age(NOW.minusSeconds(12), NOW),
                        Cell.age(NOW.minusSeconds(3700), NOW)))
                .containsExactly("12s", "1h1m", "3d");
        assertThat(sorted("last_seen", Cell.bytes(2048L << 20), Cell.bytes(500L << 20), Cell.bytes(7L)))
                .containsExactly("7 B", "500.0 MiB", "2.0 GiB");
        assertThat(sorted("last_seen", Cell.of(0.5), Cell.of(0.15))).containsExactly("0.15", "0.5");
    }

    @Test
    void whatIsEmptyComesLastEitherWay() {
        assertThat(sorted("last_seen", texts("", "a", "b"))).containsExactly("a", "b", "");
        assertThat(sorted("last_seen:desc", texts("", "a", "b"))).containsExactly("b", "a", "");
    }

    @Test
    void theNextColumnDecidesAmongEqualsAndElseTheOrderStays() {
        Grid grid = new Grid(
                List.of(Column.key("APP"), Column.of("VERSION", 1)),
                List.of(
                        List.of(Cell.of("b"), Cell.of("2")),
                        List.of(Cell.of("a"), Cell.of("1")),
                        List.of(Cell.of("b"), Cell.of("10")),
                        List.of(Cell.of("a"), Cell.of("1"))));
        assertThat(grid.order(List.of("app", "version:desc"))).containsExactly(1, 3, 2, 0);
    }

    @Test
    void aColumnThatIsNotThereIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> grid().order(List.of("last_sen")))
                .hasMessage("there is no column 'last_sen' (did you mean last_seen?), only host, last_seen");
    }

    @Test
    void theItemsOfTheBodyFollowTheRows() {
        JsonNode body = Json.tree("{\"items\":[{\"n\":0},{\"n\":1},{\"n\":2}],\"as_of\":\"x\"}");
        Grid grid = new Grid(
                List.of(Column.key("V")),
                List.of(List.of(Cell.of("9")), List.of(Cell.of("5")), List.of(Cell.of("10"))));
        // the second item has two rows, the third none
        Result sorted = new Result.Listing(body, grid, List.of(0, 1, 1)).arranged(null, List.of("v"));

        assertThat(sorted.names()).containsExactly("5", "9", "10");
        assertThat(sorted.body().path("items").findValuesAsText("n")).containsExactly("1", "0", "2");
        assertThat(sorted.body().path("as_of").asText()).isEqualTo("x");
        assertThat(sorted.arranged(null, List.of("v:desc")).body().path("items").findValuesAsText("n"))
                .containsExactly("1", "0", "2");
        assertThat(body.path("items").findValuesAsText("n")).containsExactly("0", "1", "2");
    }
}
