package io.globohub.controller.cli.output;

import java.util.List;

/** A side of a {@link Result.Sheet}; {@code title} may be empty, and a part without lines is not shown. */
public sealed interface Part {
    String title();

    List<String> lines(Look look);

    /** One name with its value. */
    record Fact(String name, Cell value) {
        public static Fact of(String name, Object value) {
            return new Fact(name, Cell.of(value));
        }

        public static Fact of(String name, Object value, Tone tone) {
            return new Fact(name, Cell.of(value, tone));
        }
    }

    /** Names and values; those without a value are not shown. */
    record Facts(String title, List<Fact> facts) implements Part {
        public Facts {
            facts = List.copyOf(facts);
        }

        @Override
        public List<String> lines(Look look) {
            List<Fact> filled = facts.stream()
                    .filter(fact -> !fact.value().text().isEmpty())
                    .toList();
            int names = filled.stream()
                    .mapToInt(fact -> Plain.width(fact.name()))
                    .max()
                    .orElse(0);
            return filled.stream()
                    .map(fact -> Plain.padded(fact.name(), names, false) + "  "
                            + look.paint()
                                    .apply(fact.value().tone(), fact.value().text()))
                    .toList();
        }
    }

    /** A table within a sheet. */
    record Table(String title, Grid grid) implements Part {
        @Override
        public List<String> lines(Look look) {
            return grid.rows().isEmpty() ? List.of() : grid.lines(look);
        }
    }

    /** Lines as they are, for example evidence. */
    record Lines(String title, List<String> text) implements Part {
        public Lines {
            text = text.stream().map(Plain::text).toList();
        }

        @Override
        public List<String> lines(Look look) {
            return text;
        }
    }
}
