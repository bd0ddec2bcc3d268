package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackLimits;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that bring their requirements along, made by the real pip. */
class PackWheelsTest {
    @TempDir
    Path directory;

    private Path app;
    private Bench bench;
    private String python;

    @BeforeEach
    void writeAnApp() throws IOException {
        python = RealParts.python();
        app = Files.createDirectories(directory.resolve("desafio"));
        Files.writeString(app.resolve("app.py"), "def app(environ, start_response):\n    return []\n");
        Files.writeString(app.resolve("pack.yaml"), "app: desafio\nversion: \"1.0\"\n");
        Files.writeString(app.resolve("requirements.txt"), "gunicorn==20.0.4\n");
        bench = new Bench(directory);
        bench.environment.putAll(System.getenv());
    }

    private Bench.Ran build(String... more) {
        return bench.run(
                Stream.concat(Stream.of("pack", "build", "desafio", "-o", "p.zip", "--python", python), Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void aPackWithWheelsIsInstalledWithoutAnyIndex() throws Exception {
        RealParts.requirePackageIndex();

        Bench.Ran ran = build("--wheels");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(app.resolve("wheels")).doesNotExist();
        Path unpacked = Files.createDirectories(directory.resolve("unpacked"));
        PackArchive.open(directory.resolve("p.zip"), PackLimits.DEFAULT).extract(unpacked);
        assertThat(unpacked.resolve("wheels").toFile().list())
                .hasSize(2)
                .anyMatch(name -> name.startsWith("gunicorn-20.0.4"))
                .anyMatch(name -> name.startsWith("setuptools-"));
        assertThat(RealParts.succeeds(List.of(
                        python,
                        "-m",
                        "pip",
                        "install",
                        "-q",
                        "--no-index",
                        "--find-links=" + unpacked.resolve("wheels"),
                        "--target=" + directory.resolve("installed"),
                        "--requirement=" + unpacked.resolve("requirements.txt"))))
                .isTrue();
        assertThat(directory.resolve("installed/gunicorn")).isDirectory();
    }

    @Test
    void wheelsMadeEarlierAreTakenFromTheirDirectory() throws Exception {
        RealParts.requirePackageIndex();
        assertThat(RealParts.succeeds(List.of(
                        python,
                        "-m",
                        "pip",
                        "wheel",
                        "-q",
                        "--wheel-dir=" + directory.resolve("house"),
                        "gunicorn==20.0.4",
                        "setuptools<81")))
                .isTrue();
        bench.environment.put("PIP_NO_INDEX", "1");

        Bench.Ran ran = build("--wheels", "--find-links", "house");

        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    @Test
    void whatPipCannotFindIsSaidAndNoPackIsLeft() throws Exception {
        bench.environment.put("PIP_NO_INDEX", "1");

        Bench.Ran ran = build("--wheels");

        assertThat(ran.exit()).isNotZero();
        assertThat(ran.err()).contains("pip_failed").contains("gunicorn==20.0.4");
        assertThat(directory.resolve("p.zip")).doesNotExist();
    }

    @Test
    void anAppsOwnWheelsAreNotMixedWithNewOnes() throws IOException {
        Files.createDirectories(app.resolve("wheels"));

        Bench.Ran ran = build("--wheels");

        assertThat(ran.exit()).isNotZero();
        assertThat(ran.err()).contains("has a directory 'wheels' of its own");
    }

    @Test
    void aPythonThatIsNotThereIsSaid() {
        Bench.Ran ran = bench.run("pack", "build", "desafio", "--wheels", "--python", "/no/such/python");

        assertThat(ran.exit()).isNotZero();
        assertThat(ran.err()).contains("'/no/such/python' cannot be run").contains("--python PATH");
    }
}
