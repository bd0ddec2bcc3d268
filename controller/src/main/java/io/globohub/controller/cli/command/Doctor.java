package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import io.globohub.controller.cli.shell.ListOutput;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code globohub doctor}: what stands between this command and its controller, each finding with its remedy. */
@Command(name = "doctor", description = "Checks configuration, name, connection, TLS, token, version and clock.")
public final class Doctor implements Verb {
    private static final List<Column> COLUMNS =
            List.of(Column.key("CHECK"), Column.of("RESULT", 95), Column.of("FINDING", 90), Column.of("TRY", 80));

    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final ListOutput output = ListOutput.ofAnything();

    public Doctor(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        List<Finding> findings = new Checkup(shell, server).findings();
        ArrayNode bodies = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> bodies.addObject()
                .put("check", finding.check())
                .put("good", finding.good())
                .put("finding", finding.text())
                .put("remedy", finding.remedy()));
        List<List<Cell>> rows = findings.stream()
                .map(finding -> List.of(
                        Cell.of(finding.check()),
                        finding.good() ? Cell.of("✔ good", Tone.GOOD) : Cell.of("✖ bad", Tone.BAD),
                        Cell.of(finding.text()),
                        Cell.of(finding.remedy())))
                .toList();
        shell.show(
                new Result.Listing(JsonNodeFactory.instance.objectNode().set("items", bodies), new Grid(COLUMNS, rows)),
                output);
        return findings.stream().allMatch(Finding::good) ? ExitCode.OK : ExitCode.FAILED;
    }

    /**
     * One thing that was looked at.
     *
     * @param remedy what to do, or null when it is good
     */
    record Finding(String check, boolean good, String text, String remedy) {
        static Finding good(String check, String text) {
            return new Finding(check, true, text, null);
        }

        static Finding bad(String check, String text, String remedy) {
            return new Finding(check, false, text, remedy);
        }
    }
}
