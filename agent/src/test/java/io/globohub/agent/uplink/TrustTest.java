package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.keys.ClientCertificate;
import io.globohub.common.keys.PemCertificates;
import io.globohub.common.keys.PemIdentity;
import io.globohub.testkit.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static SSLContext context;

    private final MockWebServer controller = new MockWebServer();

    @BeforeAll
    static void makeACertificateOfOurOwn() throws Exception {
        Path store = directory.resolve("server.p12");
        keytool("-genkeypair", "-alias", "s", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-alias", "s", "-rfc", "-file", caFile().toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
    }

    @BeforeEach
    void serveWithIt() throws IOException {
        controller.useHttps(context.getSocketFactory());
        controller.start();
        controller.enqueue(new MockResponse.Builder().code(304).build());
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void aCertificateNobodyVouchesForIsNotTrusted() throws IOException {
        try (HttpUplink uplink = uplink(null)) {
            assertThat(uplink.desired(null, 0))
                    .isInstanceOfSatisfying(
                            Reply.Unreachable.class,
                            unreachable -> assertThat(unreachable.detail()).contains("ca_file"));
        }
    }

    @Test
    void theCertificateOfTheFileIsTrusted() throws IOException {
        try (HttpUplink uplink = uplink(caFile())) {
            assertThat(uplink.desired(null, 0)).isInstanceOf(Reply.NotModified.class);
        }
    }

    @Test
    void aFileWithoutCertificatesIsAnErrorAtStart() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatThrownBy(() -> uplink(empty)).isInstanceOf(IOException.class).hasMessageContaining("no certificate");
    }

    @Test
    void itShowsItsOwnCertificateToAControllerThatAsksForOne() throws Exception {
        Certificates authority = Certificates.authority(directory, "hosts");
        Certificates.Issued host = authority.issue("web1", 30);
        Certificates.Issued server = authority.issue("server", 30);
        try (MockWebServer asking = new MockWebServer()) {
            SSLContext tls = SSLContext.getInstance("TLS");
            TrustManagerFactory clients = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            clients.init(PemCertificates.authorities(authority.file()));
            tls.init(
                    PemIdentity.read(server.certificate(), server.key()).keyManagers(),
                    clients.getTrustManagers(),
                    null);
            asking.useHttps(tls.getSocketFactory());
            asking.requireClientAuth();
            asking.start();
            asking.enqueue(new MockResponse.Builder().code(304).build());
            ControllerList at = new ControllerList(List.of(URI.create("https://127.0.0.1:" + asking.getPort())));

            try (HttpUplink without =
                    new HttpUplink(at, "secret", authority.file(), "0.1.0", HttpUplink.Timeouts.DEFAULT)) {
                assertThat(without.desired(null, 0)).isInstanceOf(Reply.Unreachable.class);
            }
            ClientCertificate own = new ClientCertificate(host.certificate(), host.key());
            try (HttpUplink with =
                    new HttpUplink(at, "secret", authority.file(), own, "0.1.0", HttpUplink.Timeouts.DEFAULT)) {
                assertThat(with.desired(null, 0)).isInstanceOf(Reply.NotModified.class);
            }
        }
    }

    private static Path caFile() {
        return directory.resolve("ca.pem");
    }

    private HttpUplink uplink(Path caFile) throws IOException {
        URI address = URI.create("https://127.0.0.1:" + controller.getPort());
        return new HttpUplink(
                new ControllerList(List.of(address)), "secret", caFile, "0.1.0", HttpUplink.Timeouts.DEFAULT);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", directory.resolve("server.p12").toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
