package io.globohub.agent.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the one-time token: a file, the environment, or standard input; never an argument, which others can read. */
final class TokenSource {
    static final String VARIABLE = "GLOBOHUB_ENROLL_TOKEN";

    private final Map<String, String> environment;
    private final InputStream in;

    TokenSource(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
    }

    /** @param file given by the administrator, or null */
    String read(Path file) throws CommandFailure {
        String token;
        try {
            token = file != null ? Files.readString(file) : environment.getOrDefault(VARIABLE, "");
            if (file == null && token.isBlank()) {
                String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
                token = line == null ? "" : line;
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.INVALID_INPUT, "bad_request", "the token cannot be read: " + e, null);
        }
        token = token.strip();
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new CommandFailure(
                    ExitCode.INVALID_INPUT,
                    "unauthorized",
                    token.isEmpty() ? "no enrolment token was given" : "the enrolment token holds a space or worse",
                    "make one with 'globohub enroll-token' and give it with --token-file, in " + VARIABLE
                            + " or on standard input");
        }
        return token;
    }
}
