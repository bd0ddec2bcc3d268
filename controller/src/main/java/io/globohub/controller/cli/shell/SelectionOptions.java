package io.globohub.controller.cli.shell;

import io.globohub.common.selector.Selector;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import picocli.CommandLine.Option;

/** Which hosts are meant: for a change it must be said, and "all" must be said explicitly. */
public final class SelectionOptions {
    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Hosts by their labels, such as role=web,zone in (a,b),!canary.")
    String selector;

    @Option(names = "--all", description = "Every host.")
    boolean all;

    /** The selector in its canonical form, or null when all hosts are meant. */
    public String required() {
        if (selector == null && !all) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    Reason.SELECTOR_REQUIRED.code(),
                    "this changes hosts, so say which",
                    "Give -l SELECTOR (such as -l role=web), or --all.");
        }
        return optional();
    }

    /** The selector in its canonical form, or null when none was given. */
    public String optional() {
        if (selector != null && all) {
            throw CommandFailed.usage("-l and --all contradict each other", "Give one of them.");
        }
        try {
            return selector == null ? null : Selector.parse(selector).toString();
        } catch (IllegalArgumentException e) {
            throw CommandFailed.because(ExitCode.INVALID_INPUT, Reason.INVALID_SELECTOR, e.getMessage());
        }
    }

    /** Whether hosts were chosen by their labels or all at once. */
    public boolean isGiven() {
        return selector != null || all;
    }

    public boolean all() {
        return all;
    }
}
