package io.globohub.agent.cli;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.config.AgentConfigFile;
import io.globohub.agent.config.InvalidConfig;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration file as enrolment leaves it: written when there is none, completed when it names no controller. */
final class EnrolConfig {
    private final Path file;
    private final DurableFiles files;

    /** What became of the file. */
    enum Change {
        WRITTEN,
        COMPLETED,
        KEPT
    }

    EnrolConfig(Path file, DurableFiles files) {
        this.file = file;
        this.files = files;
    }

    /**
     * Writes what is missing. What the file says already stays as it is, comments included.
     *
     * @param root the single root directory, or null for the usual four
     */
    Change complete(List<URI> controllers, Path caFile, Path root, Map<String, String> labels) throws IOException {
        if (!Files.exists(file)) {
            Map<String, Object> keys = new LinkedHashMap<>();
            keys.put("controllers", addresses(controllers));
            if (caFile != null) {
                keys.put("ca_file", caFile.toString());
            }
            if (root != null) {
                keys.put("root", root.toAbsolutePath().normalize().toString());
            }
            if (!labels.isEmpty()) {
                keys.put("labels", labels);
            }
            write("# Written by 'globohub-agent enroll'. All keys are described in the agent.yaml of the package.\n"
                    + yaml(keys));
            return Change.WRITTEN;
        }
        AgentConfig config = AgentConfigFile.loadBeforeEnrolment(file);
        if (!config.controllers().isEmpty()) {
            return Change.KEPT;
        }
        Map<String, Object> missing = new LinkedHashMap<>();
        missing.put("controllers", addresses(controllers));
        if (caFile != null && config.caFile() == null) {
            missing.put("ca_file", caFile.toString());
        }
        String before = Files.readString(file);
        write(before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + yaml(missing));
        try {
            AgentConfigFile.load(file);
        } catch (InvalidConfig notSoSimple) {
            write(before);
            throw new IOException(
                    "'controllers' cannot be added to " + file + ", please do: " + addresses(controllers));
        }
        return Change.COMPLETED;
    }

    private static List<String> addresses(List<URI> controllers) {
        return controllers.stream().map(URI::toString).toList();
    }

    private static String yaml(Map<String, Object> keys) {
        return Json.writeYaml(keys).replaceFirst("^---\\s*\n?", "");
    }

    private void write(String text) throws IOException {
        files.write(file, text.getBytes(StandardCharsets.UTF_8), "rw-r--r--");
    }
}
