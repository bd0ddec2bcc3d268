package io.globohub.controller.cli.output;

/**
 * One text of a table. What came from elsewhere cannot move the cursor or ring the bell: control characters are shown as
 * {@code ?}.
 */
public record Cell(String text, Tone tone) {
    public static final Cell EMPTY = new Cell("", Tone.PLAIN);

    public Cell {
        text = text == null ? "" : Plain.text(text);
    }

    /** A text without a tone; null and absent values are empty. */
    public static Cell of(Object value) {
        return value == null ? EMPTY : new Cell(value.toString(), Tone.PLAIN);
    }

    public static Cell of(Object value, Tone tone) {
        return value == null ? EMPTY : new Cell(value.toString(), tone);
    }
}
