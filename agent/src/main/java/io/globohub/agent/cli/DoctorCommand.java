package io.globohub.agent.cli;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.control.ControlClient;
import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.SessionCommandRunner;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LITTLE_SPACE = 500L * 1024 * 1024;

    private final Map<String, String> environment;
    private final Clock clock;

    @Mixin
    private HostOptions options;

    @Spec
    private CommandSpec spec;

    /** One check. */
    private record Finding(boolean good, String what, String remedy) {}

    public DoctorCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        AgentConfig config = options.load(environment);
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(true, "the configuration is readable", null));
        findings.add(python(config));
        directories(config, findings);
        config.controllers().forEach(controller -> findings.add(reach(controller)));
        findings.add(new Finding(
                Files.exists(config.layout().credential()),
                "this host is enrolled",
                "globohub-agent enroll --controller " + config.controllers().get(0)));
        findings.add(agent(config));
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            out.println((finding.good() ? "ok    " : "FAIL  ") + finding.what());
            if (!finding.good()) {
                out.println("      try: " + finding.remedy());
            }
        }
        out.flush();
        return findings.stream().allMatch(Finding::good) ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }

    private Finding python(AgentConfig config) throws InterruptedException {
        boolean works = new SessionCommandRunner(environment, Sleeper.real())
                .run(new Command(
                        List.of(config.python(), "-c", "import venv, ensurepip"),
                        Path.of("/"),
                        Map.of("PATH", environment.getOrDefault("PATH", "/usr/bin:/bin")),
                        PATIENCE.multipliedBy(2)))
                .succeeded();
        return new Finding(
                works,
                config.python() + " can make environments",
                "apt install python3-venv, or set 'python' in agent.yaml");
    }

    private static void directories(AgentConfig config, List<Finding> findings) {
        List<Path> roots = List.of(
                config.layout().install(),
                config.layout().state(),
                config.layout().logs(),
                config.layout().run());
        for (Path root : roots) {
            Path existing = root;
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            findings.add(new Finding(
                    Files.isWritable(existing),
                    root + " can be written",
                    "give it to the agent's user, or run this as that user"));
            long free = existing.toFile().getUsableSpace();
            findings.add(new Finding(
                    free > LITTLE_SPACE, root + " has " + free / (1024 * 1024) + " MB free", "free some space there"));
        }
    }

    private static Finding reach(URI controller) {
        int port = controller.getPort() > 0
                ? controller.getPort()
                : controller.getScheme().equals("https") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(controller.getHost(), port), (int) PATIENCE.toMillis());
            return new Finding(true, controller + " can be reached", null);
        } catch (IOException e) {
            return new Finding(
                    false,
                    controller + " can be reached: " + e.getMessage(),
                    "check its name, the firewall and that the controller runs; apps here run on meanwhile");
        }
    }

    private Finding agent(AgentConfig config) {
        try {
            ControlReply reply = new ControlClient(config.layout().controlSocket()).ask(ControlRequest.status());
            long up = Duration.between(reply.observation().startedAt(), clock.instant())
                    .toSeconds();
            return new Finding(
                    true,
                    "the agent runs since " + up + " s, controller "
                            + reply.uplink().state(),
                    null);
        } catch (IOException e) {
            return new Finding(false, "the agent runs", "systemctl start globohub-agent");
        }
    }
}
