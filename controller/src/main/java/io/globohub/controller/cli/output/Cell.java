package io.globohub.controller.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/**
 * One text of a table. What came from elsewhere cannot move the cursor or ring the bell: control characters are shown as
 * {@code ?}.
 *
 * @param rank what {@code --sort} goes by where the text does not tell (3d is longer than 12s), or null
 */
public record Cell(String text, Tone tone, Double rank) {
    public static final Cell EMPTY = new Cell("", Tone.PLAIN);

    /** By rank where both have one, else as people order texts. */
    static final Comparator<Cell> ORDER = (one, other) -> one.rank != null && other.rank != null
            ? one.rank.compareTo(other.rank)
            : new NaturalOrder().compare(one.text, other.text);

    public Cell {
        text = text == null ? "" : Plain.text(text);
    }

    public Cell(String text, Tone tone) {
        this(text, tone, null);
    }

    /** A text without a tone; null and absent values are empty. */
    public static Cell of(Object value) {
        return of(value, Tone.PLAIN);
    }

    public static Cell of(Object value, Tone tone) {
        return value == null
                ? EMPTY
                : new Cell(value.toString(), tone, value instanceof Number number ? number.doubleValue() : null);
    }

    /** How long ago. */
    public static Cell age(Instant at, Instant now) {
        return at == null
                ? EMPTY
                : new Cell(Humane.age(at, now), Tone.PLAIN, (double)
                        Duration.between(at, now).toSeconds());
    }

    /** A number of which two decimals are enough. */
    public static Cell rounded(Double number) {
        return number == null ? EMPTY : new Cell(String.format(Locale.ROOT, "%.2f", number), Tone.PLAIN, number);
    }

    /** A size. */
    public static Cell bytes(Long bytes) {
        return bytes == null ? EMPTY : new Cell(Humane.bytes(bytes), Tone.PLAIN, bytes.doubleValue());
    }

    /** A share from 0 to 1. */
    public static Cell percent(Double ratio) {
        return ratio == null ? EMPTY : new Cell(Humane.percent(ratio), Tone.PLAIN, ratio);
    }

    /** The same in another tone. */
    public Cell in(Tone other) {
        return new Cell(text, other, rank);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
