package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive that makes {@code globohub} start fast: the build makes it, and nothing ever depends on it. */
class StartArchiveTest {
    private static final Path BUILT =
            Path.of("../controller/target").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void theBuildHasMadeTheArchiveThatTheFirstCommandUses() throws Exception {
        RealParts.require(Files.exists(BUILT.resolve("globohub.jar")), "globohub.jar is not built: mvn package first");
        assertThat(usesArchive(Path.of("bin/globohub").toAbsolutePath())).isTrue();
    }

    @Test
    void aCopyElsewhereMakesItsOwnAsideAndWorksAtOnce() throws Exception {
        Path script = copy();
        Files.writeString(home().resolve("globohub.jsa"), "made for other jars");
        Files.writeString(home().resolve("globohub.jsa.fits"), "other jars");

        answers(script, Map.of());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> !Files.exists(home().resolve(".globohub.jsa.lock")));

        assertThat(usesArchive(script)).isTrue();
    }

    @Test
    void anArchiveThatTheJvmCannotReadNeitherBreaksNorMarksACommand() throws Exception {
        Path script = copy();
        make(script);
        Path archive = home().resolve("globohub.jsa");
        assertThat(archive).exists();
        Files.delete(archive);
        Files.write(archive, new byte[100_000]);

        answers(script, Map.of());
    }

    @Test
    void aJavaThatMakesNoArchiveSaysSoAndIsNoFailure() throws Exception {
        Path script = copy();
        Path java = directory.resolve("old/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        CommandResult made = run(
                List.of(script.toString()),
                Map.of(
                        "GLOBOHUB_ARCHIVE_ONLY",
                        "1",
                        "JAVA_HOME",
                        directory.resolve("old").toString()));

        made.succeeds();
        assertThat(made.err()).contains("made no class-data archive; commands work without it");
        assertThat(home().resolve("globohub.jsa")).doesNotExist();
    }

    private Path home() {
        return directory.resolve("lib/globohub");
    }

    /** The command as installed under a directory of its own, without an archive. */
    private Path copy() throws IOException {
        RealParts.require(Files.exists(BUILT.resolve("globohub.jar")), "globohub.jar is not built: mvn package first");
        Files.createDirectories(home().resolve("lib"));
        Files.createDirectories(directory.resolve("bin"));
        Files.copy(BUILT.resolve("globohub.jar"), home().resolve("globohub.jar"));
        try (Stream<Path> jars = Files.list(BUILT.resolve("lib"))) {
            jars.forEach(jar -> {
                try {
                    Files.copy(jar, home().resolve("lib").resolve(jar.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Path script = directory.resolve("bin/globohub");
        return Files.copy(Path.of("bin/globohub"), script, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void make(Path script) throws Exception {
        CommandResult made = run(List.of(script.toString()), Map.of("GLOBOHUB_ARCHIVE_ONLY", "1"));
        assertThat(made.succeeds().all()).isEmpty();
    }

    private void answers(Path script, Map<String, String> environment) throws Exception {
        CommandResult said = run(List.of(script.toString(), "help", "hosts"), environment);
        assertThat(said.succeeds().out()).startsWith("Usage: globohub hosts");
        assertThat(said.err()).isEmpty();
    }

    /** Whether the JVM takes our own classes from the archive, which nothing but its own log tells for sure. */
    private boolean usesArchive(Path script) throws Exception {
        Path log = directory.resolve("classes.log");
        answers(script, Map.of("GLOBOHUB_NO_ARCHIVE", "1", "GLOBOHUB_JAVA_OPTS", "-Xlog:class+load:file=" + log));
        return Files.readAllLines(log).stream()
                .anyMatch(line -> line.contains("io.globohub.controller.cli.GlobohubMain source: shared objects file"));
    }

    private CommandResult run(List<String> command, Map<String, String> added) throws Exception {
        Map<String, String> environment = new HashMap<>(added);
        environment.putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        return CommandResult.of(command, environment, directory);
    }
}
