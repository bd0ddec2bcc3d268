package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.globohub.controller.cli.context.Contexts;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code globohub context list}. */
@Command(name = "list", description = "Controllers one has logged in to; never the tokens.")
public final class ContextList implements Verb {
    private static final List<Column> COLUMNS =
            List.of(Column.key("CONTEXT"), Column.of("CURRENT", 80), Column.of("URL", 90));

    private final Shell shell;

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    public ContextList(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Contexts contexts = shell.contextFile().read();
        ArrayNode bodies = JsonNodeFactory.instance.arrayNode();
        List<List<Cell>> rows = new ArrayList<>();
        contexts.contexts().forEach((name, context) -> {
            boolean current = name.equals(contexts.current());
            bodies.addObject()
                    .put("name", name)
                    .put("current", current)
                    .put("url", context.url().toString());
            rows.add(List.of(Cell.of(name), Cell.of(current ? "yes" : "", Tone.GOOD), Cell.of(context.url())));
        });
        shell.show(
                new Result.Listing(JsonNodeFactory.instance.objectNode().set("items", bodies), new Grid(COLUMNS, rows)),
                output);
        return ExitCode.OK;
    }
}
