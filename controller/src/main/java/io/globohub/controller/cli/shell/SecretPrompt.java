package io.globohub.controller.cli.shell;

import java.util.Optional;

/** Asks a person for something that must not appear on the screen. */
@FunctionalInterface
public interface SecretPrompt {
    /** What was typed, or empty where nobody can be asked. */
    Optional<String> ask(String prompt);
}
