package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.testkit.RealParts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that reach the controller and nothing else. */
class OfflinePackTest {
    @TempDir
    private Path directory;

    private Programs programs;

    @AfterEach
    void noProcessIsLeft() throws Exception {
        if (programs != null) {
            programs.end();
            assertThat(programs.processes()).isEmpty();
        }
    }

    @Test
    void aPackWithItsWheelsIsDeployedWhereNoIndexMayBeAsked() throws Exception {
        RealParts.requirePackageIndex();
        int port = RealParts.freePort();
        programs = new Programs(directory);
        programs.startController();
        programs.logIn();
        programs.enroll("role: web");
        programs.configure("pip: {no_index: true}");
        programs.startAgent();
        programs.awaitCheckin();

        Path pack = directory.resolve("desafio-1.1.zip");
        programs.globohub(
                        "pack",
                        "build",
                        "samples/desafio/1.1",
                        "--wheels",
                        "--python",
                        RealParts.python(),
                        "-o",
                        pack.toString())
                .succeeds();
        programs.globohub("pack", "push", pack.toString()).succeeds();
        programs.rollOut("1.1", "--bind", "127.0.0.1:" + port).succeeds();

        assertThat(new Desafio(port).version()).isEqualTo("1.1");
    }

    @Test
    void thePackWithoutThemIsRefusedThereInOneSentence() throws Exception {
        RealParts.requirePackageIndex();
        programs = new Programs(directory);
        programs.startController();
        programs.logIn();
        programs.enroll("role: web");
        programs.configure("pip: {no_index: true}");
        programs.startAgent();
        programs.awaitCheckin();

        programs.push("1.1").succeeds();
        CommandResult refused = programs.rollOut("1.1", "--bind", "127.0.0.1:" + RealParts.freePort());

        assertThat(refused.exit()).as("%s", refused).isIn(20, 21);
        assertThat(programs.globohub("explain", Programs.HOST).succeeds().out())
                .contains("requirement_not_found", "click==7.1.2");
    }
}
