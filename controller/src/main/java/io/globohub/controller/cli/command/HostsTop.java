package io.globohub.controller.cli.command;

import io.globohub.common.protocol.HostSummary;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Look;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.progress.RedrawnBlock;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.TopView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub hosts top}: on a terminal it is redrawn until Ctrl-C, elsewhere it is one table. */
@Command(name = "top", description = "The busiest hosts first; on a terminal it goes on until Ctrl-C.")
public final class HostsTop implements Verb {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofHosts();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            defaultValue = "cpu",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    TopView.By by;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many (default ${DEFAULT-VALUE}).")
    int limit;

    @Option(names = "--once", description = "One table, also on a terminal.")
    boolean once;

    public HostsTop(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws InterruptedException {
        Api api = shell.api(server);
        boolean redraws = !once && shell.outside().terminal().out() && shell.canRedraw();
        if (!redraws) {
            shell.show(now(api), output);
            return ExitCode.OK;
        }
        RedrawnBlock block = new RedrawnBlock(shell.outside().out());
        while (true) {
            Look look = new Look(false, true, shell.outside().terminal().columns(), shell.paintOut());
            block.draw(now(api).table(look));
            shell.outside().sleeper().sleep(PAUSE);
        }
    }

    private Result now(Api api) {
        Map<String, Object> filters = new HashMap<>();
        filters.put("selector", selection.optional());
        Fetched<List<HostSummary>> hosts = api.hosts(filters);
        return TopView.table(hosts, by, Math.max(1, limit), shell.now());
    }
}
