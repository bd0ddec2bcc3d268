package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.protocol.VersionView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub version}. */
@Command(name = "version", description = "The version of this command; with --server the controller's too.")
public final class Versions implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(names = "--server", description = "Ask the controller as well.")
    boolean askServer;

    public Versions(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        String mine = shell.outside().version();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("client", mine);
        if (shell.outside().build().commit() != null) {
            body.put("commit", shell.outside().build().commit());
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("globohub", shell.outside().build().toString()));
        if (askServer) {
            Fetched<VersionView> theirs = shell.api(server).version();
            body.set("server", theirs.body());
            facts.add(Fact.of("controller", theirs.value().version()));
        }
        shell.show(new Result.Sheet(body, mine, List.of(new Part.Facts("", facts))), output);
        return ExitCode.OK;
    }
}
