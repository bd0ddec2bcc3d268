package io.globohub.controller.cli.command;

import io.globohub.common.protocol.HostPatch;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub hosts hold}. */
@Command(name = "hold", description = "Freezes hosts: nothing but restarts after a crash happens there.")
public final class HostsHold implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for whoever wonders.")
    String reason;

    @Option(names = "--for", paramLabel = "DURATION", description = "Lifts itself after, such as 2h or 3d.")
    Duration length;

    @Parameters(paramLabel = "HOST", arity = "0..*", description = "Names or ids.")
    List<String> hosts = new ArrayList<>();

    public HostsHold(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        Instant until = length == null ? null : shell.now().plus(length);
        HostPatch patch = new HostPatch(null, new HostPatch.HoldRequest(reason, until), null);
        HostsChange change = new HostsChange(shell, api);
        return change.apply(
                change.chosen(hosts, selection),
                "set a hold" + (until == null ? "" : " until " + until),
                confirm,
                output,
                (host, etag) -> api.patchHost(host.id(), etag, patch).body());
    }
}
