package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.AppView;
import io.globohub.testkit.RealParts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion as real shells run it, with names from the real program. */
class CompletionTest {
    @TempDir
    Path directory;

    FakeController controller;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
        controller.on("GET /v1/hosts", Bodies.page(Bodies.host("web-01"), Bodies.host("web-02"), Bodies.host("$(id)")));
        controller.on("GET /v1/apps", Bodies.page(new AppView(Bodies.DESAFIO, List.of(), 0, 0)));
        Path script = directory.resolve("completion");
        Files.writeString(script, new Bench(directory).run("completion", "bash").out());
        Path program = directory.resolve("globohub");
        Files.writeString(
                program,
                "#!/bin/sh\nexec " + System.getProperty("java.home")
                        + "/bin/java -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path")
                        + "' io.globohub.controller.cli.GlobohubMain \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    /** What the shell offers for the last of the words. */
    private List<String> offered(String shell, String... words) throws Exception {
        RealParts.require(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, shell))),
                shell + " is not installed");
        String line = Stream.of(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String asked = shell.equals("bash")
                ? "source ./completion\nCOMP_WORDS=(./globohub " + line + "); COMP_CWORD=" + words.length
                        + "\n_globohub\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
                // what zsh's own bridge does around such a function
                : "source ./completion 2>/dev/null\nask() {\n  emulate -L sh\n  setopt kshglob noshglob braceexpand ksharrays\n"
                        + "  local -a COMP_WORDS COMPREPLY; local COMP_CWORD=" + words.length
                        + "\n  COMP_WORDS=(./globohub " + line
                        + ")\n  _globohub\n  printf '%s\\n' \"${COMPREPLY[@]}\"\n}\nask\n";
        Path file = Files.writeString(directory.resolve("ask"), asked);
        List<String> command = shell.equals("bash")
                ? List.of("bash", "--norc", file.toString())
                : List.of("zsh", "-f", file.toString());
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
        builder.environment().put("GLOBOHUB_URL", controller.url());
        builder.environment().put("GLOBOHUB_TOKEN", "secret");
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(err)).isEmpty();
        return out.lines().filter(word -> !word.isEmpty()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void commandsOptionsAndValuesComeFromTheScriptAlone(String shell) throws Exception {
        assertThat(offered(shell, "ho")).containsExactly("hosts");
        assertThat(offered(shell, "hosts", "")).contains("list", "show", "top").doesNotContain("--help");
        assertThat(offered(shell, "rollout", "p")).containsExactlyInAnyOrder("plan", "pause", "promote");
        assertThat(offered(shell, "status", "--exit")).containsExactly("--exit-code");
        assertThat(offered(shell, "status", "-o", "")).contains("table", "json", "csv");
        assertThat(offered(shell, "status", "-o", "js")).containsExactly("json");
        assertThat(offered(shell, "hosts", "top", "--by", "")).contains("cpu", "memory");
        assertThat(offered(shell, "")).contains("logs", "status").doesNotContain("names");
        assertThat(controller.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void namesComeFromTheControllerAndCannotRunAnything(String shell) throws Exception {
        assertThat(offered(shell, "hosts", "show", "web")).containsExactly("web-01", "web-02");
        assertThat(offered(shell, "logs", "web-01", "")).containsExactly("desafio");
        assertThat(offered(shell, "restart", "desafio", "--hosts", "web-01,we"))
                .containsExactly("web-01,web-01", "web-01,web-02");
        assertThat(offered(shell, "hosts", "show", "$")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void filesAreCompletedWhereAFileIsWanted(String shell) throws Exception {
        Files.createFile(directory.resolve("token-file"));
        assertThat(offered(shell, "login", "http://x", "--token-file", "tok")).containsExactly("token-file");
    }

    @Test
    void aControllerThatIsAwayOrSilentOffersNothingAndSaysNothing() throws Exception {
        controller.close();
        assertThat(offered("bash", "hosts", "show", "web")).isEmpty();
        Bench nowhere = new Bench(directory);
        Bench.Ran ran = nowhere.run("names", "host", "web");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out() + ran.err()).isEmpty();
    }

    @Test
    void aControllerThatTakesItsTimeIsNotWaitedFor() {
        controller.on(
                "GET /v1/rollouts",
                FakeController.json(200, Bodies.page())
                        .headersDelay(20, TimeUnit.SECONDS)
                        .build());
        long begun = System.nanoTime();
        assertThat(Bench.at(directory, controller.url()).run("names", "rollout").out())
                .isEmpty();
        assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(10));
    }
}
