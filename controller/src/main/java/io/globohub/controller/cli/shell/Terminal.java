package io.globohub.controller.cli.shell;

/**
 * Which streams a person sits at.
 *
 * @param in somebody can answer a question
 * @param out results are read by a person
 * @param err progress and questions are read by a person
 * @param columns width of the terminal
 */
public record Terminal(boolean in, boolean out, boolean err, int columns) {
    /** No person anywhere. */
    public static final Terminal NONE = new Terminal(false, false, false, 80);
}
