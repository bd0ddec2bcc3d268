package io.globohub.agent.cli;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.control.ControlClient;
import io.globohub.agent.control.ControlReply;
import io.globohub.agent.control.ControlRequest;
import java.io.IOException;

/** The daemon of this host, as the commands ask it. */
final class RunningAgent {
    private final AgentConfig config;

    RunningAgent(AgentConfig config) {
        this.config = config;
    }

    /** @throws CommandFailure when no agent runs, or it refuses */
    ControlReply ask(ControlRequest request) throws CommandFailure {
        ControlReply reply;
        try {
            reply = new ControlClient(config.layout().controlSocket()).ask(request);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "agent_not_running",
                    "no agent answers at " + config.layout().controlSocket() + " (" + e.getMessage() + ")",
                    "systemctl status globohub-agent; apps run on without it");
        }
        if (!reply.ok()) {
            throw new CommandFailure(ExitCode.CONFLICT, "conflict", reply.message(), "globohub-agent status");
        }
        return reply;
    }

    /** Who asks: the user of this command. */
    static String actor(java.util.Map<String, String> environment) {
        String user = environment.getOrDefault("SUDO_USER", environment.get("USER"));
        return user == null || user.isBlank() ? System.getProperty("user.name", "local") : user;
    }
}
