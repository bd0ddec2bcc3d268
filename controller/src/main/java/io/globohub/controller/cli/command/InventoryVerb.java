package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub inventory --list}: the program itself is a dynamic inventory for Ansible. */
@Command(name = "inventory", description = "The hosts as a dynamic inventory for Ansible (--list, --host).")
public final class InventoryVerb implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Option(names = "--list", description = "All hosts with their variables (the default).")
    boolean list;

    @Option(names = "--host", paramLabel = "HOST", description = "The variables of one host.")
    String host;

    public InventoryVerb(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        JsonNode inventory = shell.api(server).inventory();
        JsonNode shown =
                host == null ? inventory : inventory.at("/_meta/hostvars").path(host);
        shell.outside().out().println(shown.isMissingNode() ? "{}" : Json.write(shown));
        shell.outside().out().flush();
        return ExitCode.OK;
    }
}
