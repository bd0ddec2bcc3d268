package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.keys.PackSigner;
import io.globohub.common.keys.PackStatement;
import io.globohub.common.keys.SignatureCheck;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.PackSignature;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.Paths;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackSigningTest {
    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void writeAnApp() throws IOException {
        Path app = Files.createDirectories(directory.resolve("desafio"));
        Files.writeString(app.resolve("app.py"), "app = None\n");
        Files.writeString(app.resolve("requirements.txt"), "gunicorn==20.0.4\n");
        Files.writeString(app.resolve("pack.yaml"), "app: desafio\nversion: \"1.0\"\n");
        bench = new Bench(directory);
    }

    private Path key() {
        return directory.resolve("key");
    }

    private PackStatement statement(Path zip) throws IOException {
        return new PackStatement(new AppName("desafio"), new Version("1.0"), Digest.of(Files.readAllBytes(zip)));
    }

    @Test
    void aNewKeyIsItsOwnersAloneAndIsNeverOverwritten() throws IOException {
        Bench.Ran made = bench.run("pack", "keygen", "key");
        assertThat(made.exit()).isZero();
        assertThat(made.out().strip()).hasSize(44);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(key());

        assertThat(bench.run("pack", "keygen", "key").exit()).isEqualTo(65);
        assertThat(Files.readAllBytes(key())).isEqualTo(before);
    }

    @Test
    void opensslReadsTheKeyToo() throws Exception {
        bench.run("pack", "keygen", "key");
        Process openssl = new ProcessBuilder("openssl", "pkey", "-in", key().toString(), "-noout", "-text")
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).as(said).isZero();
        assertThat(said).containsIgnoringCase("ed25519");
    }

    @Test
    void aKeyThatOthersMayReadSignsNothing() throws IOException {
        bench.run("pack", "keygen", "key");
        Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r--r--"));

        Bench.Ran ran = bench.run("pack", "build", "desafio", "--sign", "key");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).contains("chmod 600");
        assertThat(directory.resolve("desafio-1.0.zip.sig")).doesNotExist();
    }

    @Test
    void theSignatureLiesBesideThePackWhoseBytesItDoesNotChange() throws IOException {
        String publicKey = bench.run("pack", "keygen", "key").out().strip();
        bench.run("pack", "build", "desafio", "-o", "plain.zip");
        assertThat(bench.run("pack", "build", "desafio", "--sign", "key").exit())
                .isZero();

        Path zip = directory.resolve("desafio-1.0.zip");
        PackSignature signature = PackSignature.parse(Files.readString(directory.resolve("desafio-1.0.zip.sig")));
        assertThat(Files.readAllBytes(zip)).isEqualTo(Files.readAllBytes(directory.resolve("plain.zip")));
        assertThat(signature.publicKey()).isEqualTo(publicKey);
        assertThat(SignatureCheck.fits(signature, statement(zip))).isTrue();
    }

    @Test
    void aPushedSignatureReachesTheHostsInTheirDesiredState() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent agent = world.webHost("web1");
            Bench operator = at(world);
            operator.run("pack", "keygen", "key");
            operator.run("pack", "build", "desafio", "--sign", "key");
            assertThat(operator.run("pack", "push", "desafio-1.0.zip").out()).contains("with the key");

            world.rollout("{'app':'desafio','version':'1.0','selector':'role=web'}");
            org.awaitility.Awaitility.await()
                    .until(() -> !world.hostNow("web1").desired().assignments().isEmpty());

            Pack pack = agent.http()
                    .get(Paths.AGENT_DESIRED)
                    .as(io.globohub.common.protocol.DesiredAnswer.class)
                    .state()
                    .assignments()
                    .get(0)
                    .manifest()
                    .pack();
            assertThat(SignatureCheck.fits(
                            pack.signature(),
                            new PackStatement(new AppName("desafio"), new Version("1.0"), pack.sha256())))
                    .isTrue();
        }
    }

    @Test
    void aPackThatWasPushedUnsignedIsSignedLater() throws Exception {
        try (World world = World.in(directory)) {
            Bench operator = at(world);
            operator.run("pack", "keygen", "key");
            assertThat(operator.run("pack", "push", "desafio").out()).doesNotContain("with the key");
            assertThat(operator.run("pack", "push", "desafio", "--sign", "key").out())
                    .contains("with the key");
            // an unsigned push later takes nothing away
            assertThat(operator.run("pack", "push", "desafio").out()).contains("with the key");
            assertThat(world.events("kind=pack_signed")).hasSize(1);
        }
    }

    @Test
    void aSignatureOfSomethingElseIsRefusedAtThePush() throws Exception {
        try (World world = World.in(directory)) {
            PackSigner.generate(key());
            byte[] zip = world.pack("desafio", "1.0", "x");
            PackSignature other = PackSigner.read(key())
                    .sign(new PackStatement(new AppName("desafio"), new Version("1.1"), Digest.of(zip)));

            HttpAnswer refused = world.admin().zip(Paths.PACKS, zip, Paths.PACK_SIGNATURE_HEADER, other.toString());

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.problem().code()).isEqualTo("signature_invalid");
            assertThat(world.admin()
                            .zip(Paths.PACKS, zip)
                            .as(PackView.class)
                            .pack()
                            .signature())
                    .isNull();
        }
    }

    private Bench at(World world) {
        Bench operator =
                Bench.at(directory, "http://127.0.0.1:" + world.controller().port());
        operator.environment.put("GLOBOHUB_TOKEN", world.admin().token());
        return operator;
    }
}
