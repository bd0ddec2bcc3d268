package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    Path directory;

    private static MockWebServer answering(MockResponse answer) throws IOException {
        MockWebServer server = new MockWebServer();
        server.enqueue(answer);
        server.start();
        return server;
    }

    private Bench at(MockWebServer server) {
        return Bench.at(directory, server.url("").toString());
    }

    @Test
    void nobodyListeningIsUnreachable() {
        Bench.Ran ran =
                Bench.at(directory, "http://127.0.0.1:" + RealParts.freePort()).run("status");
        assertThat(ran.exit()).isEqualTo(69);
        assertThat(ran.err()).contains("error[controller_unreachable]", "nobody listens there", "globohub doctor");
    }

    @Test
    void anUnknownNameIsUnreachable() {
        Bench.Ran ran = Bench.at(directory, "http://controller.invalid:7070").run("status");
        assertThat(ran.exit()).isEqualTo(69);
        assertThat(ran.err()).contains("no such host name");
    }

    @Test
    void silenceEndsAfterTheTimeout() throws IOException {
        try (MockWebServer server = answering(new MockResponse.Builder()
                .headersDelay(1, java.util.concurrent.TimeUnit.HOURS)
                .build())) {
            Bench.Ran ran = at(server).run("status", "--request-timeout", "1");
            assertThat(ran.exit()).isEqualTo(69);
            assertThat(ran.err()).contains("no answer in time");
        }
    }

    @Test
    void aProxysErrorPageIsNotMistakenForTheController() throws IOException {
        try (MockWebServer server = answering(new MockResponse.Builder()
                .code(502)
                .setHeader("Content-Type", "text/html")
                .body("<html>Bad gateway</html>")
                .build())) {
            Bench.Ran ran = at(server).run("status");
            assertThat(ran.exit()).isEqualTo(69);
            assertThat(ran.err()).contains("error[http_502]").doesNotContain("<html>");
        }
    }

    @Test
    void garbageIsAnErrorNotAStackTrace() throws IOException {
        try (MockWebServer server = answering(new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body("{\"hosts\": \"many\"")
                .build())) {
            Bench.Ran ran = at(server).run("status");
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("error[unexpected_answer]").doesNotContain("\tat ");
        }
    }

    @Test
    void aTruncatedAnswerIsAnError() throws IOException {
        try (MockWebServer server = answering(new MockResponse.Builder()
                .setHeader("Content-Length", "5000")
                .body("{\"hosts\": 1")
                .onResponseBody(mockwebserver3.SocketEffect.ShutdownConnection.INSTANCE)
                .build())) {
            assertThat(at(server).run("status", "--request-timeout", "2").exit())
                    .isEqualTo(69);
        }
    }

    @Test
    void aRedirectIsNotFollowedSinceTheTokenMustNotGoElsewhere() throws IOException {
        try (MockWebServer elsewhere = answering(
                        new MockResponse.Builder().body("{\"hosts\":1}").build());
                MockWebServer server = answering(new MockResponse.Builder()
                        .code(302)
                        .setHeader("Location", elsewhere.url("/v1/fleet").toString())
                        .build())) {
            assertThat(at(server).run("status").exit()).isEqualTo(1);
            assertThat(elsewhere.getRequestCount()).isZero();
        }
    }

    @Test
    void tlsIsVerifiedAndAnAuthorityOfOnesOwnCanBeGiven() throws Exception {
        Path keys = directory.resolve("keys.p12");
        Path pem = directory.resolve("ca.pem");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        RealParts.require(
                RealParts.succeeds(List.of(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-alias",
                        "c",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2")),
                "keytool of this JDK cannot make a certificate");
        RealParts.require(
                RealParts.succeeds(List.of(
                        keytool,
                        "-exportcert",
                        "-rfc",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "password",
                        "-alias",
                        "c",
                        "-file",
                        pem.toString())),
                "keytool of this JDK cannot export a certificate");
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(serving(keys).getSocketFactory());
            server.enqueue(new MockResponse.Builder().body("{\"hosts\":1}").build());
            server.start();
            Bench bench = Bench.at(directory, "https://localhost:" + server.getPort());

            Bench.Ran refused = bench.run("status");
            assertThat(refused.exit()).isEqualTo(69);
            assertThat(refused.err()).contains("error[tls_failed]", "--ca-file");

            assertThat(bench.run("status", "--ca-file", "ca.pem", "-o", "json").exit())
                    .isZero();
        }
    }

    @Test
    void anUnusableAuthorityFileIsBadConfiguration() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), "nothing of the kind");
        Bench.Ran ran = Bench.at(directory, "https://localhost:1").run("status", "--ca-file", "ca.pem");
        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.err()).contains("ca.pem");
    }

    private static SSLContext serving(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
