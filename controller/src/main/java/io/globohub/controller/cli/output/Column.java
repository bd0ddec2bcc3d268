package io.globohub.controller.cli.output;

/**
 * One column of a table.
 *
 * @param importance the lowest goes first where the terminal is narrow; {@link #KEY} never goes
 * @param onlyWide left out of the ordinary table
 * @param right aligned to the right, for numbers
 */
public record Column(String title, int importance, boolean onlyWide, boolean right) {
    public static final int KEY = 100;

    public static Column key(String title) {
        return new Column(title, KEY, false, false);
    }

    public static Column of(String title, int importance) {
        return new Column(title, importance, false, false);
    }

    public static Column number(String title, int importance) {
        return new Column(title, importance, false, true);
    }

    /** The same, shown in the ordinary table, too: somebody has asked for it. */
    Column always() {
        return new Column(title, importance, false, right);
    }

    /** A column that only the wide table has. */
    public static Column wide(String title) {
        return new Column(title, 1, true, false);
    }
}
