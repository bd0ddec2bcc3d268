package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the units promise before any host has seen them; {@code packaging/it/run} shows them at work. */
class UnitsTest {
    private static final Path DEB = Path.of("deb").toAbsolutePath();

    /** The bounds are tenths of systemd's exposure level: 2.0 and 1.5. */
    @ParameterizedTest
    @CsvSource({"agent, 20", "controller, 15"})
    void aServiceIsExposedToLittle(String program, int threshold) throws Exception {
        RealParts.require(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "systemd-analyze is not here: install systemd");
        Process process = new ProcessBuilder(
                        "systemd-analyze",
                        "security",
                        "--no-pager",
                        "--offline=true",
                        "--threshold=" + threshold,
                        unit(program).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void anEndOfTheAgentLeavesGunicornAlone() throws IOException {
        assertThat(Files.readAllLines(unit("agent")))
                .contains("KillMode=process", "OOMPolicy=continue")
                .doesNotContain("PrivateTmp=yes", "PrivateUsers=yes", "RemoveIPC=yes", "RuntimeDirectory=globohub");
    }

    @ParameterizedTest
    @CsvSource({"agent", "controller"})
    void noScriptOfAPackageStopsWhatItDoesNotOwn(String program) throws IOException {
        for (String script : List.of("postinst", "prerm", "postrm")) {
            assertThat(Files.readString(DEB.resolve(program).resolve(script)))
                    .as(script)
                    .doesNotContain("gunicorn", "pkill", "killall");
        }
    }

    private static Path unit(String program) {
        return DEB.resolve(program).resolve("globohub-" + program + ".service");
    }
}
