package io.globohub.controller.cli.output;

/** What a text means, beside its words; colour is never the only sign. */
public enum Tone {
    PLAIN(""),
    GOOD("32"),
    WARNING("33"),
    BAD("31"),
    QUIET("2"),
    STRONG("1");

    private final String sgr;

    Tone(String sgr) {
        this.sgr = sgr;
    }

    /** Parameter of the terminal's "select graphic rendition" (ECMA-48, 8.3.117). */
    String sgr() {
        return sgr;
    }
}
