package io.globohub.controller.cli.command;

import io.globohub.common.manifest.AppName;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub agents upgrade}: a rollout of the agent itself; everything of rollouts applies to it. */
@Command(
        name = "upgrade",
        description =
                "Brings another version of the agent to hosts, as a rollout in batches: apps serve on, and where the"
                        + " new agent does not check in the host brings back the old one by itself.")
public final class AgentsUpgrade implements Verb {
    private final Shell shell;

    @Mixin
    final StartOptions options = new StartOptions();

    @Parameters(paramLabel = "VERSION", description = "A version whose signed pack was pushed ('agents pack').")
    String version;

    public AgentsUpgrade(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        return options.start(shell, api -> RolloutTarget.version(AppName.AGENT.value(), version, null));
    }
}
