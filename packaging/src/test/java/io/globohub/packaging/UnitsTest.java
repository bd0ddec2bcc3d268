package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the units promise before any host has seen them; {@code packaging/it/run} shows them at work. */
class UnitsTest {
    private static final Path DEB = Path.of("deb").toAbsolutePath();

    /** The bounds are tenths of systemd's exposure level: 2.0 and 1.5. */
    @ParameterizedTest
    @CsvSource({"agent, 20", "controller, 15"})
    void aServiceIsExposedToLittle(String program, int threshold) throws Exception {
        assertExposedToLittle(unit(program), threshold);
    }

    private static void assertExposedToLittle(Path unit, int threshold) throws Exception {
        RealParts.require(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "systemd-analyze is not here: install systemd");
        Process process = new ProcessBuilder(
                        "systemd-analyze",
                        "security",
                        "--no-pager",
                        "--offline=true",
                        "--threshold=" + threshold,
                        unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    /** Below 254 a restarted agent would be refused by the kernel as soon as one app has a group. */
    @ParameterizedTest
    @CsvSource({
        "257.7-1, true, true",
        "254, true, true",
        "253.5, true, false",
        "252 (252.39), true, false",
        "257, false, false"
    })
    void groupsAreAskedForOnlyWhereSystemdCanKeepThem(
            String version, boolean unified, boolean asked, @TempDir Path directory) throws Exception {
        Path dropIn = dropIn(version, unified, directory);

        if (asked) {
            assertThat(Files.readAllLines(dropIn)).contains("Delegate=cpu memory", "DelegateSubgroup=agent");
        } else {
            assertThat(directory.resolve("generated")).isEmptyDirectory();
        }
    }

    @Test
    void aServiceThatHasGroupsIsExposedToLittleToo(@TempDir Path directory) throws Exception {
        String both = Files.readString(unit("agent")) + Files.readString(dropIn("257", true, directory));
        Path unit = Files.writeString(directory.resolve("globohub-agent.service"), both);

        assertExposedToLittle(unit, 20);
    }

    private static Path dropIn(String version, boolean unified, Path directory) throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path systemctl = Files.writeString(bin.resolve("systemctl"), "#!/bin/sh\necho 'systemd " + version + "'\n");
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();
        Path kernel = Files.createDirectories(directory.resolve("cgroup"));
        if (unified) {
            Files.createFile(kernel.resolve("cgroup.controllers"));
        }
        Path generated = Files.createDirectories(directory.resolve("generated"));
        ProcessBuilder generator = new ProcessBuilder(
                DEB.resolve("agent/groups-generator").toString(), generated.toString(), "/nowhere", "/nowhere");
        generator.environment().put("PATH", bin + ":/usr/bin:/bin");
        generator.environment().put("GLOBOHUB_CGROUPS", kernel.toString());
        Process process = generator.redirectErrorStream(true).start();
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return generated.resolve("globohub-agent.service.d/50-groups.conf");
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
