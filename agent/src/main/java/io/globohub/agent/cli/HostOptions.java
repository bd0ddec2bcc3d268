package io.globohub.agent.cli;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.config.AgentConfigFile;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which configuration a command works with; the same options for all commands. */
public final class HostOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "the directory that everything is under, agent.yaml too")
    private Path root;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "configuration file (default: $GLOBOHUB_AGENT_CONFIG or /etc/globohub/agent.yaml)")
    private Path config;

    /** @throws io.globohub.agent.config.InvalidConfig with every error at once */
    public AgentConfig load(Map<String, String> environment) {
        Path given = config == null && root != null ? root.resolve("agent.yaml") : config;
        return AgentConfigFile.load(AgentConfigFile.locate(given, environment));
    }
}
