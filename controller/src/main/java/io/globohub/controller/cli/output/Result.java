package io.globohub.controller.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a command found: one value, whatever it is shown as. */
public sealed interface Result {
    /** What the API said. */
    JsonNode body();

    List<String> table(Look look);

    List<String> csv(boolean headings);

    /** What can be handed to a next command. */
    List<String> names();

    /** Many of a kind; the first column names each. */
    record Listing(JsonNode body, Grid grid) implements Result {
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
