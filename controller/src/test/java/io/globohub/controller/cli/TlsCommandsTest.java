package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import io.globohub.testkit.Certificates;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCommandsTest {
    @TempDir
    Path directory;

    @Test
    void theCommandLineSpeaksOnlyToAControllerThatTheGivenAuthorityVouchesFor() throws Exception {
        Certificates authority = Certificates.authority(directory, "authority");
        Certificates stranger = Certificates.authority(directory, "stranger");
        Certificates.Issued server = authority.issue("controller", 30);
        ControllerConfig config = ControllerConfig.in(directory.resolve("data"))
                .listeningOn("127.0.0.1", 0)
                .withTls(server.certificate(), server.key(), null, false);
        try (Controller controller = Controller.start(config, Clock.systemUTC())) {
            String url = "https://localhost:" + controller.port();
            Bench bench = new Bench(directory);
            String tokenFile = config.adminTokenFile().toString();

            Bench.Ran unknown = bench.run("login", url, "--token-file", tokenFile);
            assertThat(unknown.exit()).isNotZero();
            Bench.Ran wrong = bench.run(
                    "login",
                    url,
                    "--token-file",
                    tokenFile,
                    "--ca-file",
                    stranger.file().toString());
            assertThat(wrong.exit()).isNotZero();
            Bench.Ran right = bench.run(
                    "login",
                    url,
                    "--token-file",
                    tokenFile,
                    "--ca-file",
                    authority.file().toString());
            assertThat(right.exit()).as(right.err()).isZero();
            assertThat(right.err()).doesNotContain("not encrypted");
            assertThat(bench.run("status").exit()).isZero();
        }
    }

    @Test
    void itShowsItsOwnCertificateToAControllerThatAsksForOne() throws Exception {
        Certificates authority = Certificates.authority(directory, "authority");
        Certificates.Issued server = authority.issue("controller", 30);
        Certificates.Issued operator = authority.issue("operator", 30);
        ControllerConfig config = ControllerConfig.in(directory.resolve("data"))
                .listeningOn("127.0.0.1", 0)
                .withTls(server.certificate(), server.key(), authority.file(), true);
        try (Controller controller = Controller.start(config, Clock.systemUTC())) {
            Bench bench = new Bench(directory);
            String[] login = {
                "login",
                "https://localhost:" + controller.port(),
                "--token-file",
                config.adminTokenFile().toString(),
                "--ca-file",
                authority.file().toString()
            };
            assertThat(bench.run(login).exit()).isNotZero();

            bench.environment.put("GLOBOHUB_CLIENT_CERT", operator.certificate().toString());
            assertThat(bench.run(login).err()).contains("GLOBOHUB_CLIENT_KEY");

            bench.environment.put("GLOBOHUB_CLIENT_KEY", operator.key().toString());
            assertThat(bench.run(login).exit()).isZero();
            assertThat(bench.run("status").exit()).isZero();
        }
    }

    @Test
    void servingWhereOthersReachItWithoutTlsIsRefusedAndSaysWhatToDo() {
        Bench bench = new Bench(directory);
        Bench.Ran ran = bench.run("serve", "--host", "0.0.0.0", "--port", "0", "--data", "data");
        assertThat(ran.exit()).isNotZero();
        assertThat(ran.err()).contains("--tls-cert").contains("--allow-plain-http");
    }

    @Test
    void aCertificateWithoutItsKeyIsRefusedAndSaysSo() {
        Bench bench = new Bench(directory);
        Bench.Ran ran = bench.run("serve", "--port", "0", "--data", "data", "--tls-cert", "server.pem");
        assertThat(ran.exit()).isNotZero();
        assertThat(ran.err()).contains("both a certificate and its key");
    }

    @Test
    void requiringClientCertificatesWithoutTheirAuthoritiesIsRefused() {
        Bench bench = new Bench(directory);
        Bench.Ran ran =
                bench.run("serve", "--port", "0", "--tls-cert", "a.pem", "--tls-key", "a.key", "--require-client-cert");
        assertThat(ran.exit()).isNotZero();
        assertThat(ran.err()).contains("authorities");
    }
}
