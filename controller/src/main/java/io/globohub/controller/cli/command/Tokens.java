package io.globohub.controller.cli.command;

import io.globohub.common.protocol.TokenRequest;
import io.globohub.controller.cli.outcome.CommandFailed;
import java.time.Duration;
import java.util.function.Supplier;

/** What the two commands that make tokens share. */
final class Tokens {
    private Tokens() {}

    static TokenRequest request(Supplier<TokenRequest> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "Correct what is named.");
        }
    }

    static Long seconds(Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
