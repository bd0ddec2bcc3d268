package io.globohub.controller.cli.outcome;

import io.globohub.common.state.Reason;
import java.util.List;

/**
 * Ends a command. Carries everything a person needs: a code to look up, a sentence, what to try, single places that are
 * wrong, and the server's request id where there was one. Immutable.
 */
public final class CommandFailed extends RuntimeException {
    private final ExitCode exit;
    private final String code;
    private final String remedy;
    private final List<String> details;
    private final String requestId;

    /** @param remedy what to try, or null when nothing can be said */
    public CommandFailed(ExitCode exit, String code, String message, String remedy) {
        this(exit, code, message, remedy, List.of(), null, null);
    }

    public CommandFailed(
            ExitCode exit,
            String code,
            String message,
            String remedy,
            List<String> details,
            String requestId,
            Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.code = code;
        this.remedy = remedy;
        this.details = List.copyOf(details);
        this.requestId = requestId;
    }

    /** A failure whose reason is one of the closed list: its code and its remedy are the list's. */
    public static CommandFailed because(ExitCode exit, Reason reason, String message) {
        return new CommandFailed(exit, reason.code(), message, reason.remedy());
    }

    /** The command line is wrong in a way that only the command itself can see. */
    public static CommandFailed usage(String message, String remedy) {
        return new CommandFailed(ExitCode.USAGE, "usage", message, remedy);
    }

    /** A file or value given is wrong. */
    public static CommandFailed invalid(String message, String remedy) {
        return new CommandFailed(ExitCode.INVALID_INPUT, "invalid_input", message, remedy);
    }

    /** This failure with more said. */
    public CommandFailed adding(String more) {
        return new CommandFailed(exit, code, getMessage() + " " + more, remedy, details, requestId, this);
    }

    public ExitCode exit() {
        return exit;
    }

    public String code() {
        return code;
    }

    /** What to try, or null. */
    public String remedy() {
        return remedy;
    }

    public List<String> details() {
        return details;
    }

    /** The server's name for the request that failed, or null. */
    public String requestId() {
        return requestId;
    }
}
