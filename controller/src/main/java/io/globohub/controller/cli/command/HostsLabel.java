package io.globohub.controller.cli.command;

import io.globohub.common.protocol.HostPatch;
import io.globohub.common.selector.Selector;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.SelectionOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub hosts label}. */
@Command(
        name = "label",
        description = "Sets and removes labels: hosts label web-01 zone=a canary-",
        footer = "KEY=VALUE sets a label, KEY- removes it; anything else is the name of a host.")
public final class HostsLabel implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Parameters(paramLabel = "HOST|KEY=VALUE|KEY-", arity = "1..*", description = "Hosts and labels.")
    List<String> words = new ArrayList<>();

    public HostsLabel(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Map<String, String> labels = new TreeMap<>();
        List<String> hosts = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                labels.put(word.substring(0, equals), checked(word, equals));
            } else if (word.endsWith("-")) {
                labels.put(word.substring(0, word.length() - 1), null);
            } else {
                hosts.add(word);
            }
        }
        if (labels.isEmpty()) {
            throw CommandFailed.usage("no label was given", "Write KEY=VALUE to set one, KEY- to remove one.");
        }
        Api api = shell.api(server);
        HostsChange change = new HostsChange(shell, api);
        return change.apply(
                change.chosen(hosts, selection),
                describe(labels),
                confirm,
                output,
                (host, etag) -> api.patchHost(host.id(), etag, new HostPatch(labels, null, null))
                        .body());
    }

    private static String checked(String word, int equals) {
        String value = word.substring(equals + 1);
        if (!Selector.isLabel(word.substring(0, equals), value)) {
            throw CommandFailed.invalid(
                    "'" + word + "' is not a label", "Use letters, digits, '.', '_' and '-'; the key 'host' is taken.");
        }
        return value;
    }

    private static String describe(Map<String, String> labels) {
        List<String> parts = new ArrayList<>();
        labels.forEach(
                (key, value) -> parts.add(value == null ? "remove label " + key : "set label " + key + "=" + value));
        return String.join(", ", parts);
    }
}
