package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.config.AgentConfig.PipConfig;
import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.deploy.StepOutcome.Failed;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where packages come from, as configured, is where the real pip asks; and no password is seen on the way. */
class PipSettingsTest {
    private static final String PASSWORD = "password";

    @TempDir
    Path root;

    private final MockWebServer index = new MockWebServer();
    private final Queue<RecordedRequest> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> commandLines = new ConcurrentLinkedQueue<>();
    private final Queue<String> progress = new ConcurrentLinkedQueue<>();
    private TestHost host;

    @BeforeEach
    void host() {
        RealParts.python();
        host = new TestHost(root, CrashPoint.NONE);
        host.environment.keySet().removeIf(name -> name.startsWith("PIP_") || name.matches("(?i).*proxy"));
        host.environment.put("PIP_RETRIES", "0");
        index.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                asked.add(request);
                ProcessHandle.current()
                        .descendants()
                        .map(PipSettingsTest::commandLine)
                        .forEach(commandLines::add);
                return new MockResponse.Builder().code(404).build();
            }
        });
    }

    @AfterEach
    void stop() {
        index.close();
    }

    /** As every user of the host can read it. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private Failed install() throws Exception {
        Manifest target = host.push("1.0", Map.of("app.py", "app = 1\n", "requirements.txt", "gunicorn==20.0.4\n"));
        DeploymentContext context = new DeploymentContext(
                "d",
                target,
                Optional.empty(),
                Optional.empty(),
                host.layout.staging().resolve("d"),
                progress::add);
        StepOutcome last = null;
        for (var step : host.steps().subList(0, 5)) {
            last = step.run(context);
        }
        assertThat(last).isInstanceOf(Failed.class);
        return (Failed) last;
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private void assertUnseen(String password, Failed outcome) {
        assertThat(outcome.toString()).doesNotContain(password);
        assertThat(progress).noneMatch(line -> line.contains(password));
        assertThat(commandLines)
                .anyMatch(line -> line.contains("pip_runner.py"))
                .noneMatch(line -> line.contains(password));
        assertThat(host.layout.staging().resolve("d/pip")).doesNotExist();
    }

    @Test
    void theIndexAndTheExtraIndexAreAskedWithTheirPasswordsWhichNobodySees() throws Exception {
        index.start();
        String address = "127.0.0.1:" + index.getPort();
        host.pip = new PipConfig(
                "http://joe:s3cret@" + address + "/main",
                List.of("http://ann:hidd3n@" + address + "/extra"),
                null,
                null,
                List.of(),
                false);

        Failed outcome = install();

        assertThat(outcome.failure().reason()).isEqualTo(Reason.REQUIREMENT_NOT_FOUND);
        assertThat(asked)
                .anySatisfy(request -> {
                    assertThat(request.getTarget()).isEqualTo("/main/gunicorn/");
                    assertThat(request.getHeaders().get("Authorization")).isEqualTo(basic("joe:s3cret"));
                })
                .anySatisfy(request -> {
                    assertThat(request.getTarget()).isEqualTo("/extra/gunicorn/");
                    assertThat(request.getHeaders().get("Authorization")).isEqualTo(basic("ann:hidd3n"));
                });
        assertUnseen("s3cret", outcome);
        assertUnseen("hidd3n", outcome);
    }

    @Test
    void theProxyIsAskedWithItsPasswordWhichNobodySees() throws Exception {
        index.start();
        host.environment.put("https_proxy", "http://127.0.0.1:1");
        host.pip = new PipConfig(
                "https://index.invalid/simple",
                List.of(),
                "http://joe:s3cret@127.0.0.1:" + index.getPort(),
                null,
                List.of(),
                false);

        Failed outcome = install();

        assertThat(outcome.failure().reason()).isEqualTo(Reason.INDEX_UNREACHABLE);
        assertThat(asked).isNotEmpty().allSatisfy(request -> {
            assertThat(request.getMethod()).isEqualTo("CONNECT");
            assertThat(request.getTarget()).isEqualTo("index.invalid:443");
            assertThat(request.getHeaders().get("Proxy-Authorization")).isEqualTo(basic("joe:s3cret"));
        });
        assertUnseen("s3cret", outcome);
    }

    @Test
    void anIndexOfAPrivateAuthorityIsTrustedByTheFileOfItsCertificate() throws Exception {
        Path caFile = root.resolve("ca.pem");
        index.useHttps(certificateIn(caFile).getSocketFactory());
        index.start();
        host.environment.put("REQUESTS_CA_BUNDLE", "/etc/ssl/certs/ca-certificates.crt");
        String address = "https://127.0.0.1:" + index.getPort() + "/simple";
        host.pip = new PipConfig(address, List.of(), null, caFile, List.of(), false);

        Failed trusting = install();
        assertThat(trusting.failure().reason()).as(trusting.toString()).isEqualTo(Reason.REQUIREMENT_NOT_FOUND);
        assertThat(asked).isNotEmpty();

        asked.clear();
        host.pip = new PipConfig(address, List.of(), null, null, List.of(), false);
        Manifest sameAgain = host.push("1.1", Map.of("app.py", "", "requirements.txt", "gunicorn==20.0.4\n"));
        List<StepOutcome> outcomes = host.install(sameAgain, "d2");
        assertThat(outcomes.get(outcomes.size() - 1))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().reason()).isEqualTo(Reason.INDEX_UNREACHABLE));
        assertThat(asked).isEmpty();
    }

    private SSLContext certificateIn(Path caFile) throws Exception {
        Path store = root.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertThat(RealParts.succeeds(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "s",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)))
                .isTrue();
        assertThat(RealParts.succeeds(List.of(
                        keytool,
                        "-exportcert",
                        "-alias",
                        "s",
                        "-rfc",
                        "-file",
                        caFile.toString(),
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)))
                .isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
