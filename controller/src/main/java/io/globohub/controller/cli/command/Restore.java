package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.controller.CannotStart;
import io.globohub.controller.DataDirectory;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub restore}: brings a backup into the data directory of a controller that does not run. */
@Command(
        name = "restore",
        description = "Brings a backup into the data directory of a stopped controller, once all of it is found sound.")
public final class Restore implements Verb {
    private final Shell shell;

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory (default $GLOBOHUB_DATA or $XDG_DATA_HOME/globohub).")
    Path data;

    @Option(names = "--force", description = "Although there is a database: it is kept aside.")
    boolean force;

    @Parameters(paramLabel = "FILE", description = "A file that 'globohub backup' has written.")
    Path file;

    public Restore(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws IOException {
        Path directory = DataDirectoryOption.resolve(data, shell);
        DataDirectory.Outcome outcome;
        try {
            outcome = new DataDirectory(directory, shell.clock()).restore(shell.path(file), force);
        } catch (CannotStart e) {
            throw CommandFailed.because(ExitCode.FAILED, e.reason(), e.getMessage());
        }
        show(directory, outcome);
        if (outcome.packsElsewhere() > 0) {
            shell.say("packs that were kept elsewhere are not in this backup: " + outcome.packsElsewhere()
                    + "; start the controller with the same --packs, or push them again");
        }
        return ExitCode.OK;
    }

    private void show(Path directory, DataDirectory.Outcome outcome) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("data", directory.toString())
                .put("backup_created_at", outcome.createdAt())
                .put("ledger_seq", outcome.lastSeq())
                .put("packs", outcome.packs())
                .put("packs_elsewhere", outcome.packsElsewhere())
                .put(
                        "kept_aside",
                        outcome.aside() == null ? null : outcome.aside().toString());
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of("restored", directory),
                Fact.of("backup of", outcome.createdAt()),
                Fact.of("ledger up to", outcome.lastSeq()),
                Fact.of("packs", outcome.packs())));
        if (outcome.aside() != null) {
            facts.add(Fact.of("kept aside", outcome.aside()));
        }
        shell.show(new Result.Sheet(body, directory.toString(), List.of(new Part.Facts("", facts))), output);
    }
}
