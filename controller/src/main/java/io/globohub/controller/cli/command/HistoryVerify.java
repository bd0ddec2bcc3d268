package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.protocol.LedgerCheck;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Part;
import io.globohub.controller.cli.output.Part.Fact;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub history verify}: the chain of the whole ledger, stretch by stretch. */
@Command(
        name = "verify",
        description = {
            "Checks that no entry of the history was changed or removed, and names the first that was.",
            "Ends with 1 when something is broken. The last hash, noted elsewhere, later proves that nothing"
                    + " before it was touched since."
        })
public final class HistoryVerify implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(names = "--after", paramLabel = "SEQ", defaultValue = "0", description = "Only entries after this one.")
    long after;

    public HistoryVerify(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        LedgerCheck check = api.verify(after).value();
        while (check.nextAfter() != null) {
            if (shell.outside().terminal().err()) {
                shell.say("entry " + check.checkedTo() + " of " + check.lastSeq());
            }
            check = api.verify(check.nextAfter()).value();
        }
        boolean intact = check.firstBrokenSeq() == null;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("intact", intact).put("from", after + 1).put("checked_to", check.checkedTo());
        body.put("last_seq", check.lastSeq()).put("hash", check.hash());
        body.put("first_broken_seq", check.firstBrokenSeq()).put("detail", check.detail());
        shell.show(
                new Result.Sheet(
                        body,
                        intact ? "intact" : "broken",
                        List.of(new Part.Facts(
                                "",
                                List.of(
                                        Fact.of("history", intact ? "intact" : "broken", intact ? Tone.GOOD : Tone.BAD),
                                        Fact.of("entries", (after + 1) + " to " + check.checkedTo()),
                                        Fact.of("last hash", check.hash()),
                                        Fact.of("first broken", check.firstBrokenSeq()),
                                        Fact.of("because", check.detail()))))),
                output);
        return intact ? ExitCode.OK : ExitCode.FAILED;
    }
}
