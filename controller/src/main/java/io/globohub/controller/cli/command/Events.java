package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.protocol.EventView;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.LedgerViews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub events}: with {@code -f} it goes on until Ctrl-C, one event a line. */
@Command(name = "events", description = "The last events; -f follows them as they come.")
public final class Events implements Verb {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    @Mixin
    final EventFilterOptions filter = new EventFilterOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on; with -o json one event is one line.")
    boolean follow;

    public Events(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws InterruptedException {
        if (follow) {
            output.checkFollowed();
        }
        Api api = shell.api(server);
        Map<String, Object> filters = filter.at(shell.now());
        Fetched<List<EventView>> last = api.lastEvents(filters, filter.limit);
        if (!follow) {
            shell.show(LedgerViews.events(last), output);
            return ExitCode.OK;
        }
        long[] seen = {0};
        int position = 0;
        for (EventView event : last.value()) {
            seen[0] = print(event, last.body().path("items").path(position++));
        }
        while (true) {
            try {
                api.follow(seen[0], filters, (event, body) -> seen[0] = print(event, body));
            } catch (CommandFailed away) {
                if (away.exit() != ExitCode.UNREACHABLE) {
                    throw away;
                }
                shell.say(away.getMessage() + "; asking again");
            }
            shell.outside().sleeper().sleep(PAUSE);
        }
    }

    /** @return its number */
    private long print(EventView event, JsonNode body) {
        output.followed(body, () -> Stream.of(LedgerViews.line(event)))
                .forEach(shell.outside().out()::println);
        shell.outside().out().flush();
        return event.seq();
    }
}
