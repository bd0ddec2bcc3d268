package io.globohub.controller.cli.shell;

import io.globohub.common.selector.Selector;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import java.util.List;
import picocli.CommandLine.Option;

/** Which hosts are meant: for a change it must be said, and "all" must be said explicitly. */
public final class SelectionOptions {
    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "Hosts by their labels, such as role=web,zone in (a,b),!canary.")
    String selector;

    @Option(names = "--hosts", paramLabel = "HOST", split = ",", description = "Hosts by name, separated by commas.")
    List<String> hosts;

    @Option(names = "--all", description = "Every host.")
    boolean all;

    /** The selector in its canonical form, or null when all hosts are meant. */
    public String required() {
        if (!isGiven()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    Reason.SELECTOR_REQUIRED.code(),
                    "this changes hosts, so say which",
                    "Give -l SELECTOR (such as -l role=web), --hosts web1,web2, or --all.");
        }
        return optional();
    }

    /** The selector in its canonical form, or null when none was given. */
    public String optional() {
        if ((selector == null ? 0 : 1) + (hosts == null ? 0 : 1) + (all ? 1 : 0) > 1) {
            throw CommandFailed.usage("-l, --hosts and --all contradict each other", "Give one of them.");
        }
        try {
            String wish = hosts == null ? selector : "host in (" + String.join(",", hosts) + ")";
            return wish == null ? null : Selector.parse(wish).toString();
        } catch (IllegalArgumentException e) {
            throw CommandFailed.because(ExitCode.INVALID_INPUT, Reason.INVALID_SELECTOR, e.getMessage());
        }
    }

    /** Whether hosts were chosen by their labels or all at once. */
    public boolean isGiven() {
        return selector != null || hosts != null || all;
    }

    public boolean all() {
        return all;
    }
}
