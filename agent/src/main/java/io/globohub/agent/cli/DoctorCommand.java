package io.globohub.agent.cli;

import io.globohub.agent.cli.HostChecks.Finding;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks what the agent needs on this host, and says for each finding what to do. */
@CommandLine.Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Check what the agent needs on this host; each finding comes with its remedy.")
public final class DoctorCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;

    @Mixin
    private HostOptions options;

    @Spec
    private CommandSpec spec;

    public DoctorCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = new HostChecks(options.load(environment), environment, clock).look();
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            out.println((finding.good() ? "ok    " : "FAIL  ") + finding.check() + ": " + finding.what());
            if (!finding.good()) {
                out.println("      try: " + finding.remedy());
            }
        }
        out.flush();
        return findings.stream().allMatch(Finding::good) ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }
}
