package io.globohub.controller.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a command found: one value, whatever it is shown as. */
public sealed interface Result {
    /** What the API said. */
    JsonNode body();

    List<String> table(Look look);

    List<String> csv(boolean headings);

    /** Whether it is many of a kind. */
    default boolean isList() {
        return this instanceof Listing;
    }

    /** Whether it is a list without entries. */
    default boolean isEmpty() {
        return this instanceof Listing listing && listing.grid().rows().isEmpty();
    }

    /** What can be handed to a next command. */
    List<String> names();

    /**
     * Many of a kind; the first column names each.
     *
     * @param itemOfRow which of the body's items each row tells of, where it is not one row an item
     */
    record Listing(JsonNode body, Grid grid, List<Integer> itemOfRow) implements Result {
        public Listing {
            itemOfRow = List.copyOf(itemOfRow);
        }

        public Listing(JsonNode body, Grid grid) {
            this(body, grid, IntStream.range(0, grid.rows().size()).boxed().toList());
        }

        Listing sorted(List<String> titles) {
            List<Integer> order = grid.order(titles);
            List<Integer> items = order.stream().map(itemOfRow::get).toList();
            JsonNode had = body.path("items");
            if (!had.isArray()) {
                return new Listing(body, grid.inOrder(order), items);
            }
            // items that no row tells of come last
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
            Stream.concat(items.stream(), IntStream.range(0, had.size()).boxed())
                    .distinct()
                    .forEach(item -> sorted.add(had.path(item)));
            ObjectNode whole = ((ObjectNode) body).objectNode();
            whole.setAll((ObjectNode) body);
            whole.set("items", sorted);
            List<Integer> places = items.stream().distinct().toList();
            return new Listing(
                    whole,
                    grid.inOrder(order),
                    items.stream().map(places::indexOf).toList());
        }

        @Override
        public List<String> table(Look look) {
            return grid.lines(look);
        }

        @Override
        public List<String> csv(boolean headings) {
            return Csv.lines(grid, headings);
        }

        @Override
        public List<String> names() {
            return grid.rows().stream().map(row -> row.get(0).text()).distinct().toList();
        }
    }

    /**
     * The same with only these columns, and in the order of those; anything but a list has neither.
     *
     * @param columns null for all
     * @param sorting null for the order as it is
     * @throws IllegalArgumentException with a sentence, when there is no such column
     */
    default Result arranged(List<String> columns, List<String> sorting) {
        if (!(this instanceof Listing listing)) {
            return this;
        }
        Listing sorted = sorting == null ? listing : listing.sorted(sorting);
        return columns == null
                ? sorted
                : new Listing(sorted.body(), sorted.grid().only(columns), sorted.itemOfRow());
    }

    /** One thing, seen from several sides. */
    record Sheet(JsonNode body, String name, List<Part> parts) implements Result {
        public Sheet {
            parts = List.copyOf(parts);
        }

        @Override
        public List<String> table(Look look) {
            List<String> lines = new ArrayList<>();
            for (Part part : parts) {
                List<String> inner = part.lines(look);
                if (!inner.isEmpty()) {
                    if (!lines.isEmpty()) {
                        lines.add("");
                    }
                    if (!part.title().isEmpty()) {
                        lines.add(look.paint().apply(Tone.STRONG, part.title()));
                    }
                    lines.addAll(inner);
                }
            }
            return lines;
        }

        @Override
        public List<String> csv(boolean headings) {
            List<List<Cell>> rows = new ArrayList<>();
            for (Part part : parts) {
                if (part instanceof Part.Facts facts) {
                    facts.facts().forEach(fact -> rows.add(List.of(Cell.of(fact.name()), fact.value())));
                }
            }
            return Csv.lines(new Grid(List.of(Column.key("NAME"), Column.of("VALUE", 50)), rows), headings);
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }
    }

    /** Lines that somebody else wrote, as they are. */
    record Lines(JsonNode body, List<String> lines) implements Result {
        public Lines {
            lines = List.copyOf(lines);
        }

        @Override
        public List<String> table(Look look) {
            return lines;
        }

        @Override
        public List<String> csv(boolean headings) {
            return Csv.lines(
                    new Grid(
                            List.of(Column.key("LINE")),
                            lines.stream().map(line -> List.of(Cell.of(line))).toList()),
                    headings);
        }

        @Override
        public List<String> names() {
            return lines;
        }
    }

    /** A bare text that people and scripts use as it is. */
    record Text(JsonNode body, String text) implements Result {
        @Override
        public List<String> table(Look look) {
            return List.of(text);
        }

        @Override
        public List<String> csv(boolean headings) {
            return List.of(text);
        }

        @Override
        public List<String> names() {
            return List.of(text);
        }
    }
}
