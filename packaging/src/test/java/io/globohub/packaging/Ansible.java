package io.globohub.packaging;

import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real Ansible over what {@code packaging/ansible} holds, as somebody would run it who has nothing of ours installed. */
final class Ansible {
    static final Path DIRECTORY = Path.of("ansible").toAbsolutePath();
    private static final Pattern RECAP =
            Pattern.compile("\\bok=\\d+\\s+changed=(\\d+)\\s+unreachable=0\\s+failed=(\\d+)");

    private final Path home;
    private final Map<String, String> environment;

    /**
     * @param home for Ansible's own files
     * @param url of the controller
     * @param token of whom Ansible acts for
     */
    Ansible(Path home, String url, String token) throws IOException {
        requirePart("ansible-playbook");
        this.home = Files.createDirectories(home);
        this.environment = new HashMap<>(Map.of(
                "HOME",
                home.toString(),
                "ANSIBLE_CONFIG",
                DIRECTORY.resolve("ansible.cfg").toString(),
                "ANSIBLE_NOCOLOR",
                "1",
                "LC_ALL",
                "C.UTF-8",
                "GLOBOHUB_URL",
                url,
                "GLOBOHUB_TOKEN",
                token));
    }

    static void requirePart(String program) {
        RealParts.require(RealParts.succeeds(List.of(program, "--version")), program + " is not installed");
    }

    /** Adds a variable to the environment. */
    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Runs a playbook with variables, as {@code name=value}; other options may stand among them. */
    CommandResult playbook(String name, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("ansible-playbook", DIRECTORY.resolve(name).toString()));
        for (String word : words) {
            if (!word.startsWith("-") && word.contains("=")) {
                command.add("-e");
            }
            command.add(word);
        }
        return run(command);
    }

    CommandResult run(List<String> command) throws IOException, InterruptedException {
        return CommandResult.of(command, environment, home);
    }

    /** How many tasks of a play changed something. */
    static int changed(CommandResult play) {
        return recap(play, 1);
    }

    static int failed(CommandResult play) {
        return recap(play, 2);
    }

    private static int recap(CommandResult play, int group) {
        Matcher recap = RECAP.matcher(play.out());
        if (!recap.find()) {
            throw new AssertionError("there is no recap in " + play);
        }
        return Integer.parseInt(recap.group(group));
    }
}
