package io.globohub.controller.cli.progress;

import java.io.PrintStream;
import java.util.List;

/**
 * Some lines at the end of a terminal that are drawn over and over (ECMA-48: cursor up, erase to the end of the screen).
 * The lines must not be wider than the terminal. For one thread.
 */
public final class RedrawnBlock {
    private final PrintStream terminal;
    private int height;

    public RedrawnBlock(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Replaces what was drawn before. */
    public void draw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (height > 0) {
            text.append("\u001b[").append(height).append("A\r\u001b[J");
        }
        lines.forEach(line -> text.append(line).append('\n'));
        terminal.print(text);
        terminal.flush();
        height = lines.size();
    }

    /** Leaves what is drawn where it is; the next block starts below. */
    public void leave() {
        height = 0;
    }
}
