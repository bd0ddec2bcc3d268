package io.globohub.controller.cli.command;

import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.shell.Lengths;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A moment of the past. */
final class AsOfOption {
    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "As it was then: an instant such as 2026-01-31T12:00:00Z, or so long ago, such as 2h.")
    String asOf;

    /** The moment meant, or null when it is now. */
    Instant at(Instant now) {
        if (asOf == null) {
            return null;
        }
        try {
            return Instant.parse(asOf);
        } catch (DateTimeParseException notAnInstant) {
            try {
                return now.minus(Lengths.parse(asOf));
            } catch (TypeConversionException notALength) {
                throw CommandFailed.usage(
                        "'" + asOf + "' is no moment of the past",
                        "Write an instant such as 2026-01-31T12:00:00Z, or how long ago, such as 2h or 3d.");
            }
        }
    }
}
