package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the documents show are run as they stand; only ports are others, and questions are answered. */
class DocumentedCommandsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern CHECKED = Pattern.compile("^\\| `([a-z]+)` \\|", Pattern.MULTILINE);
    private static final Pattern CHECK = Pattern.compile("^(?:ok|FAIL) +([a-z]+): ", Pattern.MULTILINE);

    @TempDir
    private Path directory;

    private final List<RunningProgram> background = new ArrayList<>();
    private Programs programs;

    @AfterEach
    void noProcessIsLeft() throws Exception {
        for (RunningProgram program : background) {
            if (program.isAlive()) {
                program.stop();
            }
        }
        if (programs != null) {
            programs.end();
        }
        List<ProcessHandle> left = ProcessesUnder.directory(directory.toRealPath());
        left.forEach(ProcessHandle::destroy);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> ProcessesUnder.directory(directory.toRealPath()).isEmpty());
    }

    private void aControllerWithAnEnrolledHost() throws Exception {
        programs = new Programs(Files.createDirectory(directory.resolve("w")));
        programs.startController();
        programs.logIn();
        programs.enroll("role: web", "zone: a");
        programs.startAgent();
        programs.awaitCheckin();
    }

    /** As in a checkout, with a home of its own. */
    private Map<String, String> surroundings() throws Exception {
        Files.createSymbolicLink(
                directory.resolve("packaging"), Path.of(".").toAbsolutePath().normalize());
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", directory.toString());
        environment.put("PATH", Path.of("bin").toAbsolutePath() + ":" + System.getenv("PATH"));
        environment.put("NO_COLOR", "1");
        return environment;
    }

    @Test
    void whatNeedsAControllerWorks() throws Exception {
        aControllerWithAnEnrolledHost();
        Map<String, String> environment = surroundings();
        environment.put("GLOBOHUB_URL", programs.url());
        environment.put("GLOBOHUB_TOKEN", programs.adminToken());
        Map<String, String> replaced = Map.of("8000", String.valueOf(RealParts.freePort()));
        Set<String> pages = new TreeSet<>();
        try (Stream<Path> all = Files.list(DOCS)) {
            for (Path page :
                    all.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
                for (CommandBlock block : CommandBlock.of(page)) {
                    if (block.runs("controller")) {
                        pages.add(page.getFileName().toString());
                        CommandResult ran = CommandResult.of(block.command(replaced), environment, directory);
                        assertThat(ran.exit()).as("%s of %s", ran, page).isEqualTo(block.exit());
                    }
                }
            }
        }
        assertThat(pages).contains("deploying.md", "monitoring.md", "operations.md");
    }

    @Test
    void gettingStartedLeadsFromNothingToAnAppThatServes() throws Exception {
        RealParts.requirePackageIndex();
        Map<String, String> environment = surroundings();
        int port = RealParts.freePort();
        String controller = String.valueOf(RealParts.freePort());
        Map<String, String> replaced = Map.of(
                "8000",
                String.valueOf(port),
                "7070",
                controller,
                "globohub serve",
                "exec globohub serve --port " + controller,
                "globohub-agent run",
                "exec globohub-agent run",
                "rollout start",
                "rollout start --yes");
        Path log = directory.resolve("log");
        for (CommandBlock block : CommandBlock.of(DOCS.resolve("getting-started.md"))) {
            if (block.runs("background")) {
                background.add(RunningProgram.start(block.command(replaced), environment, directory, log));
                await("the controller listens").atMost(Duration.ofSeconds(60)).until(() -> listens(controller));
            } else if (block.runs("fresh")) {
                CommandResult ran = CommandResult.of(block.command(replaced), environment, directory);
                assertThat(ran.exit()).as("%s", ran).isEqualTo(block.exit());
            }
        }
        assertThat(background).hasSize(2);
        assertThat(new Desafio(port).version()).isEqualTo("1.0");
    }

    private static boolean listens(String port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void bothDoctorsLookAtWhatTheRequirementsSay() throws Exception {
        aControllerWithAnEnrolledHost();
        String page = Files.readString(DOCS.resolve("requirements.md"));

        assertThat(found(CHECK, programs.agent("doctor").succeeds().out()))
                .isEqualTo(found(CHECKED, section(page, "A web server")));

        Set<String> checks = new TreeSet<>();
        JsonNode items = Json.readTolerant(
                        programs.globohub("doctor", "-o", "json").succeeds().out(), JsonNode.class)
                .path("items");
        items.forEach(item -> checks.add(item.path("check").asText()));
        assertThat(checks).isEqualTo(found(CHECKED, section(page, "Where people work")));
    }

    private static String section(String page, String title) {
        int begin = page.indexOf("\n## " + title + "\n");
        int end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin, end);
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
