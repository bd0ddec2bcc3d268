package io.globohub.agent.cli;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.control.ControlClient;
import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.SessionCommandRunner;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Looks at everything that {@code docs/requirements.md} asks of a web server; a test compares the two. */
final class HostChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LITTLE_SPACE = 500L * 1024 * 1024;
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private final AgentConfig config;
    private final Map<String, String> environment;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * One thing that was looked at.
     *
     * @param check one word, the same in every release
     * @param remedy what to do when it is not good
     */
    record Finding(String check, boolean good, String what, String remedy) {}

    HostChecks(AgentConfig config, Map<String, String> environment, Clock clock) {
        this.config = config;
        this.environment = environment;
        this.clock = clock;
    }

    List<Finding> look() throws InterruptedException {
        note("configuration", true, "the configuration is readable", null);
        note("system", Files.exists(MOUNTS), "this is Linux, with /proc", "run the agent on Linux, with /proc mounted");
        python();
        List<Path> roots = List.of(
                config.layout().install(),
                config.layout().state(),
                config.layout().logs(),
                config.layout().run());
        roots.forEach(this::writable);
        roots.forEach(this::room);
        executable(config.layout().install());
        config.controllers().forEach(this::controller);
        index();
        note(
                "enrolment",
                Files.exists(config.layout().credential()),
                "this host is enrolled",
                "globohub-agent enroll --controller " + config.controllers().get(0));
        agent();
        return List.copyOf(findings);
    }

    private void note(String check, boolean good, String what, String remedy) {
        findings.add(new Finding(check, good, what, remedy));
    }

    private void python() throws InterruptedException {
        boolean works = new SessionCommandRunner(environment, Sleeper.real())
                .run(new Command(
                        List.of(config.python(), "-c", "import venv, ensurepip"),
                        Path.of("/"),
                        Map.of("PATH", environment.getOrDefault("PATH", "/usr/bin:/bin")),
                        PATIENCE.multipliedBy(2)))
                .succeeded();
        note(
                "python",
                works,
                config.python() + " can make environments",
                "apt install python3-venv, or set 'python' in agent.yaml");
    }

    private static Path existing(Path path) {
        Path existing = path;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    private void writable(Path root) {
        note(
                "directories",
                Files.isWritable(existing(root)),
                root + " can be written",
                "give it to the agent's user, or run this as that user");
    }

    private void room(Path root) {
        long free = existing(root).toFile().getUsableSpace();
        note("space", free > LITTLE_SPACE, root + " has " + free / (1024 * 1024) + " MB free", "free some space there");
    }

    /** Interpreters of environments are run from there. */
    private void executable(Path root) {
        boolean forbidden = false;
        try {
            Path real = existing(root).toRealPath();
            forbidden = Files.readAllLines(MOUNTS).stream()
                    .map(line -> line.split(" "))
                    .filter(mount -> mount.length > 3 && real.startsWith(mount[1]))
                    .max(Comparator.comparingInt(mount -> mount[1].length()))
                    .filter(mount -> Arrays.asList(mount[3].split(",")).contains("noexec"))
                    .isPresent();
        } catch (IOException unknown) {
            // where nothing can be read, nothing is claimed: the first start would tell
        }
        note(
                "executable",
                !forbidden,
                "programs may be run from " + root,
                "mount that filesystem without noexec, or set 'install_dir' in agent.yaml");
    }

    private void controller(URI controller) {
        reach(
                "controller",
                controller,
                "check its name, the firewall and that the controller runs; apps here run on meanwhile");
    }

    /** What pip is configured for by others is pip's affair. */
    private void index() {
        AgentConfig.PipConfig pip = config.pip();
        String asked = pip.proxy() != null ? pip.proxy() : pip.indexUrl();
        if (pip.noIndex()) {
            note("index", true, "no package index is used (no_index)", null);
        } else if (asked == null) {
            note("index", true, "packages come from where pip itself is configured for", null);
        } else {
            reach(
                    "index",
                    URI.create(asked),
                    "check 'pip' in agent.yaml and the firewall, or bring wheels in the pack (pack build --wheels)");
        }
    }

    private void reach(String check, URI address, String remedy) {
        int port = address.getPort() > 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
        // an address may hold a password
        String shown = address.getScheme() + "://" + address.getHost() + ":" + port;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), (int) PATIENCE.toMillis());
            note(check, true, shown + " can be reached", null);
        } catch (IOException e) {
            note(check, false, shown + " can be reached: " + e.getMessage(), remedy);
        }
    }

    private void agent() {
        try {
            ControlReply reply = new ControlClient(config.layout().controlSocket()).ask(ControlRequest.status());
            long up = Duration.between(reply.observation().startedAt(), clock.instant())
                    .toSeconds();
            note(
                    "agent",
                    true,
                    "the agent runs since " + up + " s, controller "
                            + reply.uplink().state(),
                    null);
            note(
                    "groups",
                    true,
                    reply.withoutGroups() == null
                            ? "each app has a control group of its own"
                            : "apps have no control groups of their own: " + reply.withoutGroups(),
                    null);
        } catch (IOException e) {
            note("agent", false, "the agent runs", "systemctl start globohub-agent");
            note("groups", true, "whether apps have control groups is known to the running agent", null);
        }
    }
}
