package io.globohub.agent;

import ch.qos.logback.classic.Level;
import io.globohub.agent.cli.AgentCommand;
import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcfsTable;
import io.globohub.agent.process.Signal;
import io.globohub.agent.selftest.DieAt;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;

/**
 * The agent that the self-test kills: the daemon as it is, but for a crash point that obeys a file in its root directory
 * ({@link DieAt}). It ends with the self-test that started it. Nothing but the self-test names this class.
 */
public final class SelftestAgentMain {
    private SelftestAgentMain() {}

    /** @param arguments the root directory, which holds {@code agent.yaml} */
    public static void main(String[] arguments) {
        AgentLogging.configure(Level.INFO);
        ProcfsTable table = new ProcfsTable();
        ProcessEntry self = table.find(ProcessHandle.current().pid()).orElseThrow();
        Runnable die = () -> table.signal(self.id(), Signal.KILL);
        ProcessHandle.current().parent().ifPresent(parent -> dieWith(parent, die));
        DieAt dieAt = new DieAt(DieAt.Orders.under(Path.of(arguments[0])), die);
        CommandLine line = new CommandLine(new AgentCommand())
                .addSubcommand(new RunCommand(System.getenv(), Clock.systemUTC(), "selftest", dieAt));
        System.exit(AgentCommand.withOurWays(line)
                .execute(List.of("run", "--root", arguments[0]).toArray(String[]::new)));
    }

    private static void dieWith(ProcessHandle parent, Runnable die) {
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    die.run();
                },
                "die-with-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
