package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globohub.common.keys.PemCertificates;
import io.globohub.common.keys.PemIdentity;
import io.globohub.testkit.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String REQUEST = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @TempDir
    static Path certificates;

    private static Certificates authority;
    private static Certificates.Issued first;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeCertificates() {
        authority = Certificates.authority(certificates, "authority");
        first = authority.issue("first", 30);
    }

    @Test
    void itServesWithTheCertificateOfTheFileAndDemandsTlsFromThenOn() throws Exception {
        try (Controller controller = start(files(first, null, false))) {
            assertThat(answer(controller, null))
                    .contains("200 OK")
                    .contains("Strict-Transport-Security: max-age=31536000");
        }
    }

    @Test
    void anRsaCertificateServesAsWell() throws Exception {
        try (Controller controller = start(files(authority.issueRsa("rsa", 30), null, false))) {
            assertThat(answer(controller, null)).contains("200 OK");
        }
    }

    @Test
    void aClientThatTrustsAnotherAuthorityIsNotFooled() throws Exception {
        Certificates stranger = Certificates.authority(directory, "stranger");
        try (Controller controller = start(files(first, null, false))) {
            assertThatThrownBy(() -> exchange(controller, stranger.file(), null))
                    .hasMessageContaining("PKIX");
        }
    }

    @Test
    void plainHttpAtTheTlsPortGetsNoAnswer() throws Exception {
        try (Controller controller = start(files(first, null, false));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), controller.port())) {
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("200 OK");
        }
    }

    @Test
    void aChangedCertificateIsTakenWithoutARestart() throws Exception {
        Path certificate = directory.resolve("server.pem");
        Path key = directory.resolve("server.key");
        put(first, certificate, key);
        Certificates.Issued second = authority.issue("second", 30);
        try (Controller controller = start(new Material(certificate, key, null, false))) {
            assertThat(subject(controller)).isEqualTo("CN=first");

            // the key alone fits nothing yet: the old pair goes on serving
            Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
            assertThat(subject(controller)).isEqualTo("CN=first");

            Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(subject(controller)).isEqualTo("CN=second"));
        }
    }

    @Test
    void filesThatVanishLeaveTheCertificateInUse() throws Exception {
        Path certificate = directory.resolve("server.pem");
        Path key = directory.resolve("server.key");
        put(first, certificate, key);
        try (Controller controller = start(new Material(certificate, key, null, false))) {
            Files.delete(certificate);
            await().pollDelay(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(subject(controller)).isEqualTo("CN=first"));
        }
    }

    @Test
    void whereClientCertificatesAreRequiredNobodyIsServedWithoutOne() throws Exception {
        Certificates.Issued client = authority.issue("web1", 30);
        try (Controller controller = start(files(first, authority.file(), true))) {
            assertThatThrownBy(() -> answer(controller, null)).isInstanceOf(IOException.class);
            assertThat(answer(controller, client)).contains("200 OK");
        }
    }

    @Test
    void aClientCertificateOfAStrangerIsRefusedEvenWhereNoneIsRequired() throws Exception {
        Certificates stranger = Certificates.authority(directory, "stranger");
        Certificates.Issued client = stranger.issue("intruder", 30);
        try (Controller controller = start(files(first, authority.file(), false))) {
            assertThat(answer(controller, null)).contains("200 OK");
            // told which authorities count, Java sends nothing of a stranger's: so this one insists
            assertThat(strangerIsServed(controller, client)).isFalse();
        }
    }

    @Test
    void aCertificateThatEndsSoonIsNotedInTheLedgerOnce() throws Exception {
        Certificates.Issued ending = authority.issue("ending", 3);
        ControllerConfig config = files(ending, null, false).config(directory);
        try (Controller controller = Controller.start(config, Clock.systemUTC())) {
            String token = Files.readString(config.adminTokenFile()).strip();
            assertThat(get(controller, "/metrics", token)).contains("globohub_certificate_not_after_timestamp_seconds");
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(events(controller, token)).containsOnlyOnce("renew ending.pem"));
            await().pollDelay(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(events(controller, token)).containsOnlyOnce("renew ending.pem"));
        }
    }

    @Test
    void aKeyOfAnotherCertificateStopsTheStartWithASentence() {
        Certificates.Issued other = authority.issue("other", 30);
        assertThatThrownBy(() -> start(new Material(first.certificate(), other.key(), null, false)))
                .hasMessageContaining("does not belong to the first certificate");
    }

    private static void put(Certificates.Issued issued, Path certificate, Path key) throws IOException {
        Files.copy(issued.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(issued.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private record Material(Path certificate, Path key, Path clientAuthorities, boolean required) {
        ControllerConfig config(Path directory) {
            return ControllerConfig.in(directory.resolve("data"))
                    .listeningOn("127.0.0.1", 0)
                    .withTls(certificate, key, clientAuthorities, required);
        }
    }

    private static Material files(Certificates.Issued issued, Path clientAuthorities, boolean required) {
        return new Material(issued.certificate(), issued.key(), clientAuthorities, required);
    }

    private Controller start(Material files) throws IOException {
        return Controller.start(files.config(directory), Clock.systemUTC());
    }

    private static String answer(Controller controller, Certificates.Issued client) throws Exception {
        return exchange(controller, authority.file(), client);
    }

    private static String events(Controller controller, String token) throws Exception {
        return get(controller, "/v1/events?kind=certificate_expiring", token);
    }

    private static String get(Controller controller, String path, String token) throws Exception {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n";
        try (SSLSocket socket = connect(controller, authority.file(), null)) {
            return talk(socket, request);
        }
    }

    private static String subject(Controller controller) throws Exception {
        try (SSLSocket socket = connect(controller, authority.file(), null)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static String exchange(Controller controller, Path trusted, Certificates.Issued client) throws Exception {
        try (SSLSocket socket = connect(controller, trusted, client)) {
            return talk(socket, REQUEST);
        }
    }

    private static String talk(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static SSLSocket connect(Controller controller, Path trusted, Certificates.Issued client) throws Exception {
        KeyManager[] keys = null;
        if (client != null) {
            KeyStore store =
                    PemIdentity.read(client.certificate(), client.key()).keyStore();
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            keys = factory.getKeyManagers();
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(PemCertificates.authorities(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", controller.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** By openssl, which sends the certificate it was given whoever the server says it trusts. */
    private static boolean strangerIsServed(Controller controller, Certificates.Issued client) throws Exception {
        Process process = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-quiet",
                        "-connect",
                        "127.0.0.1:" + controller.port(),
                        "-cert",
                        client.certificate().toString(),
                        "-key",
                        client.key().toString(),
                        "-CAfile",
                        authority.file().toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isNotNull();
        return said.contains("200 OK");
    }
}
