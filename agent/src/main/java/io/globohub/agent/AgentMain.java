package io.globohub.agent;

import ch.qos.logback.classic.Level;
import io.globohub.agent.cli.AgentCommand;
import io.globohub.agent.cli.DoctorCommand;
import io.globohub.agent.cli.EnrollCommand;
import io.globohub.agent.cli.HistoryCommand;
import io.globohub.agent.cli.HoldCommand;
import io.globohub.agent.cli.RollbackCommand;
import io.globohub.agent.cli.StatusCommand;
import io.globohub.agent.cli.UnholdCommand;
import io.globohub.agent.report.HostFacts;
import io.globohub.agent.report.ProcFiles;
import io.globohub.agent.uplink.ControllerList;
import io.globohub.agent.uplink.HttpUplink;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** Where the program {@code globohub-agent} begins. */
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] arguments) {
        boolean daemon = arguments.length > 0 && arguments[0].equals("run");
        AgentLogging.configure(daemon ? Level.INFO : Level.WARN);
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** Every command of the program, as this environment configures it. */
    public static CommandLine commandLine(Map<String, String> environment) {
        Clock clock = Clock.systemUTC();
        ProcFiles proc = new ProcFiles(Path.of("/proc"), clock);
        String os = HostFacts.os(osRelease(), System.getProperty("os.arch"));
        EnrollCommand enroll = new EnrollCommand(new EnrollCommand.Surroundings(
                environment,
                System.in,
                (controllers, caFile, own) -> new HttpUplink(
                        new ControllerList(controllers),
                        null,
                        caFile,
                        own,
                        AgentVersion.value(),
                        HttpUplink.Timeouts.DEFAULT),
                new DurableFiles(CrashPoint.NONE),
                clock,
                HostFacts.hostName(proc.text("sys/kernel/hostname")).orElse(null),
                os,
                AgentVersion.value()));
        CommandLine line = new CommandLine(new AgentCommand())
                .addSubcommand(enroll)
                .addSubcommand(new RunCommand(environment, clock, os, CrashPoint.NONE))
                .addSubcommand(new StatusCommand(environment, clock))
                .addSubcommand(new HistoryCommand(environment))
                .addSubcommand(new RollbackCommand(environment))
                .addSubcommand(new HoldCommand(environment, clock))
                .addSubcommand(new UnholdCommand(environment))
                .addSubcommand(new DoctorCommand(environment, clock))
                .addSubcommand(new SelftestCommand(environment, clock));
        line.getCommandSpec().version("globohub-agent " + AgentVersion.whole());
        return AgentCommand.withOurWays(line);
    }

    private static String osRelease() {
        try {
            return Files.readString(Path.of("/etc/os-release"));
        } catch (IOException none) {
            return "";
        }
    }
}
