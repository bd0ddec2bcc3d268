package io.globohub.controller.cli.shell;

import io.globohub.controller.cli.outcome.ExitCode;

/** One command. */
@FunctionalInterface
public interface Verb {
    /** Does it; throws {@link io.globohub.controller.cli.outcome.CommandFailed} when it cannot be done. */
    ExitCode run() throws Exception;
}
