package io.globohub.packaging.man;

import io.globohub.agent.AgentMain;
import io.globohub.controller.cli.GlobohubMain;
import io.globohub.controller.cli.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the manual pages of both programs into the directory that is named first, for the version named second. */
public final class ManPagesMain {
    private ManPagesMain() {}

    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), arguments[1]);
    }

    static void write(Path directory, String version) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("globohub.1"),
                new ManPage(GlobohubMain.commandLine(), version, ofTheCommand()).roff());
        Files.writeString(
                directory.resolve("globohub-agent.1"),
                new ManPage(AgentMain.commandLine(Map.of()), version, ofTheAgent()).roff());
    }

    private static Map<String, Map<String, String>> ofTheCommand() {
        Map<String, String> exits = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            exits.put(String.valueOf(exit.number()), exit.meaning());
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("GLOBOHUB_URL", "address of the controller, before that of any context");
        environment.put("GLOBOHUB_TOKEN", "token to show there");
        environment.put("GLOBOHUB_CONTEXT", "context to use instead of the current one");
        environment.put("GLOBOHUB_CA_FILE", "PEM certificates to trust");
        environment.put(
                "GLOBOHUB_CLIENT_CERT, GLOBOHUB_CLIENT_KEY", "certificate and key to show where one is asked for");
        environment.put("NO_COLOR, CLICOLOR_FORCE", "never, or always, write in colour");
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.put("EXIT STATUS", exits);
        sections.put("ENVIRONMENT", environment);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("~/.config/globohub/config.yaml", "contexts that 'globohub login' has made; it holds tokens");
        files.put("/etc/globohub/controller.env", "how the service globohub-controller is started");
        files.put("/var/lib/globohub-controller", "that service's records and packs");
        sections.put("FILES", files);
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put("globohub pack push ./desafio", "brings a version of an application to the controller");
        examples.put(
                "globohub rollout start desafio 1.1 -l role=web --port 8000 --batch 25%",
                "runs it on the servers with that label, a quarter of them at a time");
        examples.put(
                "globohub hosts list --sort cpu:desc -o template='{name} {apps.running_version}'",
                "the busiest hosts first, each with what it runs");
        sections.put("EXAMPLES", examples);
        sections.put("SEE ALSO", Map.of("globohub-agent(1)", "what runs on each web server"));
        return sections;
    }

    private static Map<String, Map<String, String>> ofTheAgent() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.put(
                "ENVIRONMENT",
                Map.of("GLOBOHUB_AGENT_CONFIG", "configuration file to use instead of /etc/globohub/agent.yaml"));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("/etc/globohub/agent.yaml", "its configuration");
        files.put("/opt/globoHUB", "applications");
        files.put("/var/lib/globohub-agent", "its memory: identity, journal, history");
        files.put("/var/log/globohub", "what applications write");
        sections.put("FILES", files);
        sections.put("SEE ALSO", Map.of("globohub(1)", "the operators' command"));
        return sections;
    }
}
