package io.globohub.controller.cli.output;

/** Colours text, or leaves it alone where colour is not wanted. */
public enum Paint {
    COLOUR,
    NONE;

    /** {@code text} in that tone. */
    public String apply(Tone tone, String text) {
        return this == NONE || tone == Tone.PLAIN || text.isEmpty()
                ? text
                : "\u001b[" + tone.sgr() + "m" + text + "\u001b[0m";
    }
}
