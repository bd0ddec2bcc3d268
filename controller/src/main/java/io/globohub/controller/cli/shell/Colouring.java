package io.globohub.controller.cli.shell;

import io.globohub.controller.cli.output.Paint;

/** When text is coloured. */
public enum Colouring {
    AUTO,
    ALWAYS,
    NEVER;

    /** Whether text for a stream is coloured (no-color.org, bixense.com/clicolors). */
    Paint paint(Outside outside, boolean streamIsTerminal) {
        return switch (this) {
            case ALWAYS -> Paint.COLOUR;
            case NEVER -> Paint.NONE;
            case AUTO -> {
                if (outside.variable("NO_COLOR") != null) {
                    yield Paint.NONE;
                }
                boolean forced =
                        outside.variable("CLICOLOR_FORCE") != null && !"0".equals(outside.variable("CLICOLOR_FORCE"));
                boolean dumb = "dumb".equals(outside.variable("TERM"));
                yield forced || (streamIsTerminal && !dumb) ? Paint.COLOUR : Paint.NONE;
            }
        };
    }
}
