package io.globohub.agent.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The small Python programs that come with the agent. */
enum Scripts {
    INTERPRETER("interpreter.py"),
    PIP_RUNNER("pip_runner.py"),
    PROOF("proof.py");

    private final String file;

    Scripts(String file) {
        this.file = file;
    }

    String text() {
        try (InputStream in = Scripts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the agent's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
