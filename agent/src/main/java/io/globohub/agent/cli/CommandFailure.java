package io.globohub.agent.cli;

import java.io.PrintWriter;

/** Why a command cannot do what it was asked, as it is shown: {@code error[code]: sentence} and {@code try: sentence}. */
public final class CommandFailure extends Exception {
    private final ExitCode exit;
    private final String code;
    private final String remedy;

    /** @param remedy what to do, or null when the message says it */
    public CommandFailure(ExitCode exit, String code, String message, String remedy) {
        super(message);
        this.exit = exit;
        this.code = code;
        this.remedy = remedy;
    }

    public ExitCode exit() {
        return exit;
    }

    public String code() {
        return code;
    }

    /** Prints both lines; returns the number to end with. */
    public int show(PrintWriter err) {
        err.println("error[" + code + "]: " + getMessage());
        if (remedy != null) {
            err.println("try: " + remedy);
        }
        err.flush();
        return exit.number();
    }
}
