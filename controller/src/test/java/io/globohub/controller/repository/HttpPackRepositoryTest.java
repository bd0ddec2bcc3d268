package io.globohub.controller.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import io.globohub.controller.catalogue.PackFiles;
import io.globohub.controller.catalogue.PackStore;
import io.globohub.controller.catalogue.SharedPacks;
import io.globohub.controller.records.Refused;
import io.globohub.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real nginx with WebDAV, TLS and a password. */
class HttpPackRepositoryTest {
    private static final String CREDENTIALS = "globohub:päss word";

    @TempDir
    Path directory;

    private DavServer server;
    private final byte[] content = new byte[3_000_000];

    @BeforeEach
    void startServer() throws Exception {
        new Random(7).nextBytes(content);
        server = DavServer.start(directory.resolve("nginx"), CREDENTIALS);
    }

    @AfterEach
    void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private SharedPacks packs(String name, String credentials) throws IOException {
        return new SharedPacks(
                new PackFiles(directory.resolve(name), TestClock.start()),
                new HttpPackRepository(server.address(), credentials, server.certificate()));
    }

    private Digest keep(PackStore store) throws IOException {
        try (PackStore.Received received = store.receive(new ByteArrayInputStream(content), content.length)) {
            store.keep(received);
            return received.sha256();
        }
    }

    @Test
    void whatOneControllerPutsAnotherGets() throws Exception {
        Digest sha256 = keep(packs("a", CREDENTIALS));
        assertThat(packs("b", CREDENTIALS).find(sha256))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(content));
        assertThat(server.stored(sha256.hex() + ".zip")).hasBinaryContent(content);
        assertThat(packs("c", CREDENTIALS).find(Digest.of(new byte[1]))).isEmpty();
    }

    @Test
    void aByteFlippedInTheRepositoryIsRefusedAndPushingAgainMendsIt() throws Exception {
        SharedPacks a = packs("a", CREDENTIALS);
        Digest sha256 = keep(a);
        Path stored = server.stored(sha256.hex() + ".zip");
        byte[] damaged = content.clone();
        damaged[1_500_000] ^= 4;
        Files.write(stored, damaged);
        SharedPacks b = packs("b", CREDENTIALS);
        assertThatThrownBy(() -> b.find(sha256))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.DIGEST_MISMATCH));
        keep(a);
        assertThat(b.find(sha256)).isPresent();
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws Exception {
        SharedPacks wrong = packs("a", "globohub:secret");
        assertThatThrownBy(() -> keep(wrong))
                .hasMessageContaining("401")
                .hasMessageNotContaining("secret")
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        try (HttpPackRepository strict = new HttpPackRepository(server.address(), CREDENTIALS, null)) {
            assertThatThrownBy(() -> strict.fetch(Digest.of(content), new ByteArrayOutputStream()))
                    .isInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    @Test
    void aRepositoryThatHasGoneIsSaid() throws Exception {
        SharedPacks a = packs("a", CREDENTIALS);
        Digest sha256 = keep(a);
        server.close();
        assertThat(a.find(sha256)).isPresent();
        assertThatThrownBy(() -> packs("b", CREDENTIALS).find(sha256))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void aPasswordNeverGoesInTheClearNorStandsInTheAddress() {
        assertThatThrownBy(() -> new HttpPackRepository(URI.create("http://nexus.example.com/r"), "a:b", null))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> new HttpPackRepository(URI.create("https://a:b@nexus.example.com/r"), null, null))
                .hasMessageContaining("without user and password")
                .hasMessageNotContaining("a:b");
    }
}
