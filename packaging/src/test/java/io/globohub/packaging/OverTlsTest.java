package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.testkit.Certificates;
import io.globohub.testkit.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything at once, as a careful operator sets it up: TLS with a private authority, and signed packs only. */
class OverTlsTest {
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
    void aSignedPackIsDeployedOverTlsAndAnUnsignedOneIsRefusedOnTheHost() throws Exception {
        RealParts.requirePackageIndex();
        int port = RealParts.freePort();
        Path key = directory.resolve("pack.key");
        programs = Programs.overTls(directory);
        programs.startController();
        programs.logIn();
        String trusted = programs.globohub("pack", "keygen", key.toString())
                .succeeds()
                .out()
                .strip();
        programs.enroll("role: web");
        programs.configure("trusted_keys: [\"" + trusted + "\"]");
        programs.startAgent();
        programs.awaitCheckin();

        Path signed = directory.resolve("desafio-1.1.zip");
        programs.globohub("pack", "build", "samples/desafio/1.1", "--sign", key.toString(), "-o", signed.toString())
                .succeeds();
        programs.globohub("pack", "push", signed.toString()).succeeds();
        programs.rollOut("1.1", "--bind", "127.0.0.1:" + port).succeeds();
        assertThat(new Desafio(port).version()).isEqualTo("1.1");

        programs.push("1.0").succeeds();
        CommandResult refused = programs.rollOut("1.0", "--bind", "127.0.0.1:" + port);
        assertThat(refused.exit()).as("%s", refused).isIn(20, 21);
        assertThat(programs.globohub("explain", Programs.HOST).succeeds().out()).contains("signature_invalid");
        assertThat(new Desafio(port).version()).isEqualTo("1.1");
    }

    @Test
    void whoTrustsAnotherAuthorityTalksToNobody() throws Exception {
        programs = Programs.overTls(directory);
        programs.startController();
        programs.logIn();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        String stranger = Certificates.authority(elsewhere, "stranger").file().toString();
        CommandResult refused = programs.globohub(
                "login",
                programs.url(),
                "--ca-file",
                stranger,
                "--token-file",
                directory.resolve("controller/admin-token").toString());
        refused.endsWith(69);
        assertThat(refused.err()).contains("certificate").contains("try:");
    }
}
