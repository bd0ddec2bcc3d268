package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.Shell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of some hosts: looks at them, says what and how many, asks, then changes each as it was seen
 * ({@code If-Match}), so that nobody else's change in between is undone.
 */
final class HostsChange {
    private static final int NAMES_SHOWN = 5;
    private static final List<Column> CHANGED = List.of(Column.key("HOST"), Column.of("CHANGE", 90));

    private final Shell shell;
    private final Api api;

    HostsChange(Shell shell, Api api) {
        this.shell = shell;
        this.api = api;
    }

    /** What is done to one host. */
    interface Act {
        /** @return what the API said, or null when it says nothing */
        Object on(HostSummary host, String etag);
    }

    /** The hosts that are named, or else selected; at least one. */
    List<Fetched<HostDetail>> chosen(List<String> names, SelectionOptions selection) {
        if (names.isEmpty() || selection.isGiven()) {
            if (!names.isEmpty()) {
                throw CommandFailed.usage("hosts are given by name and by selector", "Give one of them.");
            }
            Map<String, Object> filters = new HashMap<>();
            filters.put("selector", selection.required());
            List<HostSummary> hosts = api.hosts(filters).value();
            if (hosts.isEmpty()) {
                throw CommandFailed.because(
                        ExitCode.INVALID_INPUT, Reason.NO_HOSTS_SELECTED, "no host matches, so nothing was changed");
            }
            return hosts.stream().map(host -> api.host(host.id())).toList();
        }
        Named named = new Named(api);
        return names.stream().map(named::host).toList();
    }

    /** Asks, then acts; {@code change} reads on after "This will". */
    ExitCode apply(
            List<Fetched<HostDetail>> hosts, String change, ConfirmOption confirm, OutputOptions output, Act act) {
        shell.confirm(change + " " + named(hosts), confirm);
        List<List<Cell>> rows = new ArrayList<>();
        ArrayNode bodies = JsonNodeFactory.instance.arrayNode();
        for (Fetched<HostDetail> host : hosts) {
            HostSummary summary = host.value().summary();
            Object said = act.on(summary, host.etag());
            rows.add(List.of(Cell.of(summary.name()), Cell.of(change)));
            bodies.add(said instanceof JsonNode body ? body : host.body().path("summary"));
        }
        shell.show(
                new Result.Listing(JsonNodeFactory.instance.objectNode().set("items", bodies), new Grid(CHANGED, rows)),
                output);
        return ExitCode.OK;
    }

    private static String named(List<Fetched<HostDetail>> hosts) {
        List<String> names =
                hosts.stream().map(host -> host.value().summary().name()).toList();
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        String more = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
        return "on " + Humane.count(names.size(), "host") + " (" + shown + more + ")";
    }
}
