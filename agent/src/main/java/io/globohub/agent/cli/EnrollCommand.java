package io.globohub.agent.cli;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.config.AgentConfigFile;
import io.globohub.agent.config.ControllerAddress;
import io.globohub.agent.config.InvalidConfig;
import io.globohub.agent.config.Labels;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.uplink.Credential;
import io.globohub.agent.uplink.CredentialFile;
import io.globohub.agent.uplink.Uplink;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.keys.ClientCertificate;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.Problem;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives this host its identity: asks a controller with a one-time token and keeps the credential. */
@Command(
        name = "enroll",
        mixinStandardHelpOptions = true,
        description =
                "Give this host its identity at a controller. The one-time token ('globohub enroll-token') is read"
                        + " from --token-file, else from GLOBOHUB_ENROLL_TOKEN, else from standard input.")
public final class EnrollCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--controller", paramLabel = "URL", description = "address of a controller; may be repeated")
    private List<String> controllers = new ArrayList<>();

    @Option(names = "--name", description = "name of this host (default: its host name)")
    private String name;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "label of this host; may be repeated")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--token-file", paramLabel = "FILE", description = "file that holds the one-time token")
    private Path tokenFile;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "PEM certificates trusted beside the system's")
    private Path caFile;

    @Option(names = "--root", paramLabel = "DIR", description = "keep everything under this directory, agent.yaml too")
    private Path root;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "configuration file (default: " + "$GLOBOHUB_AGENT_CONFIG or /etc/globohub/agent.yaml)")
    private Path config;

    @Option(names = "--force", description = "replace the identity this host has")
    private boolean force;

    /** Makes the uplink that asks for the identity. */
    @FunctionalInterface
    public interface UplinkFactory {
        Uplink connect(List<URI> controllers, Path caFile, ClientCertificate own) throws IOException;
    }

    /**
     * What the command finds around it.
     *
     * @param hostName what this host is called unless --name says otherwise, or null
     * @param os for people
     */
    public record Surroundings(
            Map<String, String> environment,
            InputStream in,
            UplinkFactory uplinks,
            DurableFiles files,
            Clock clock,
            String hostName,
            String os,
            String agentVersion) {}

    /** What is to be done, all of it checked. */
    private record Intention(
            Path configFile,
            HostLayout layout,
            List<URI> controllers,
            Path caFile,
            ClientCertificate own,
            EnrollRequest request) {}

    public EnrollCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            enroll();
            return ExitCode.OK.number();
        } catch (CommandFailure failure) {
            return failure.show(spec.commandLine().getErr());
        } catch (InvalidConfig invalid) {
            return new CommandFailure(ExitCode.BAD_CONFIG, "bad_config", invalid.getMessage(), "correct the file")
                    .show(spec.commandLine().getErr());
        } catch (IOException e) {
            return new CommandFailure(ExitCode.FAILED, "failed", e.toString(), null)
                    .show(spec.commandLine().getErr());
        }
    }

    private void enroll() throws CommandFailure, IOException {
        Intention intention = intention();
        CredentialFile credentials = new CredentialFile(intention.layout().credential(), surroundings.files());
        if (credentials.exists() && !force) {
            throw new CommandFailure(
                    ExitCode.CONFLICT,
                    "conflict",
                    "this host is enrolled already (" + credentials.path() + ")",
                    "--force gives it another identity; retire the old one on the controller then");
        }
        String token = new TokenSource(surroundings.environment(), surroundings.in()).read(tokenFile);
        // the token works once: be sure its fruit can be kept before it is spent
        credentials.prepare();
        EnrollResponse response = ask(intention, token);
        credentials.write(new Credential(
                response.hostId(),
                response.name(),
                response.credential(),
                surroundings.clock().instant()));
        EnrolConfig.Change change = new EnrolConfig(intention.configFile(), surroundings.files())
                .complete(
                        intention.controllers(),
                        intention.caFile(),
                        root,
                        intention.request().labels());
        say(intention, response, credentials, change);
    }

    private Intention intention() throws CommandFailure {
        Path file = AgentConfigFile.locate(
                config == null && root != null ? root.resolve("agent.yaml") : config, surroundings.environment());
        AgentConfig present = Files.exists(file) ? AgentConfigFile.loadBeforeEnrolment(file) : null;
        List<URI> addresses = new ArrayList<>();
        for (String controller : controllers) {
            try {
                addresses.add(ControllerAddress.parse(controller));
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.USAGE, "bad_request", "--controller " + e.getMessage(), null);
            }
        }
        if (addresses.isEmpty() && present != null) {
            addresses.addAll(present.controllers());
        }
        if (addresses.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "bad_request",
                    "no controller was named, and " + file + " names none",
                    "--controller https://controller:7070");
        }
        Path given = caFile == null ? null : caFile.toAbsolutePath().normalize();
        Path authorities = given != null || present == null ? given : present.caFile();
        ClientCertificate own = present == null ? null : present.clientCertificate();
        return new Intention(file, layout(present), addresses, authorities, own, request(present));
    }

    private HostLayout layout(AgentConfig present) {
        if (present != null) {
            return present.layout();
        }
        return root != null
                ? AgentConfigFile.layoutUnder(root.toAbsolutePath().normalize())
                : AgentConfigFile.DEFAULT_LAYOUT;
    }

    private EnrollRequest request(AgentConfig present) throws CommandFailure {
        Map<String, String> all = new LinkedHashMap<>(present == null ? Map.of() : present.labels());
        all.putAll(labels);
        for (Map.Entry<String, String> label : all.entrySet()) {
            String fault = Labels.fault(label.getKey(), label.getValue()).orElse(null);
            if (fault != null) {
                throw new CommandFailure(
                        ExitCode.USAGE, "bad_request", "the label '" + label.getKey() + "' " + fault, null);
            }
        }
        try {
            return new EnrollRequest(
                    name != null ? name : surroundings.hostName(), all, surroundings.agentVersion(), surroundings.os());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "bad_request", e.getMessage(), "--name NAME");
        }
    }

    private EnrollResponse ask(Intention intention, String token) throws CommandFailure, IOException {
        try (Uplink uplink =
                surroundings.uplinks().connect(intention.controllers(), intention.caFile(), intention.own())) {
            var reply = uplink.enroll(intention.request(), token);
            CommandFailure failure = reply.fold(
                    answered -> null,
                    () -> unreachable("answered 304, which is no answer to an enrolment"),
                    problem -> refused(problem, intention.request().name()),
                    this::unreachable);
            if (failure != null) {
                throw failure;
            }
            return reply.fold(answered -> answered, () -> null, problem -> null, detail -> null);
        }
    }

    private CommandFailure unreachable(String detail) {
        return new CommandFailure(
                ExitCode.CONTROLLER_UNREACHABLE,
                Reason.CONTROLLER_UNREACHABLE.code(),
                detail,
                "see that the controller runs and that --controller is right; nothing was changed here");
    }

    private static CommandFailure refused(Problem problem, String name) {
        if (Reason.NAME_TAKEN.code().equals(problem.code())) {
            return new CommandFailure(
                    ExitCode.CONFLICT,
                    problem.code(),
                    "a host named '" + name + "' is enrolled already",
                    "choose another with --name, or retire that one first: globohub hosts retire " + name);
        }
        boolean token = problem.status() == 401 || problem.status() == 403;
        return new CommandFailure(
                token ? ExitCode.NOT_PERMITTED : ExitCode.INVALID_INPUT,
                problem.code(),
                problem.detail(),
                token ? "the token may be used up or expired: make another with 'globohub enroll-token'" : null);
    }

    private void say(
            Intention intention, EnrollResponse response, CredentialFile credentials, EnrolConfig.Change change) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("enrolled as " + response.name() + " (" + response.hostId() + ")");
        out.println("credential: " + credentials.path());
        out.println("configuration: " + intention.configFile()
                + switch (change) {
                    case WRITTEN -> " (written)";
                    case COMPLETED -> " (controllers added)";
                    case KEPT -> " (left as it was)";
                });
        if (change == EnrolConfig.Change.KEPT && differs(intention)) {
            out.println(
                    "note: that file names other controllers or another ca_file than were given here; the agent goes"
                            + " by the file");
        }
        out.println("next: systemctl start globohub-agent, or globohub-agent run --config " + intention.configFile());
        out.flush();
    }

    private static boolean differs(Intention intention) {
        AgentConfig config = AgentConfigFile.load(intention.configFile());
        return !config.controllers().equals(intention.controllers())
                || !Objects.equals(config.caFile(), intention.caFile());
    }
}
