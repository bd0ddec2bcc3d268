package io.globohub.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.config.AgentConfigFile;
import io.globohub.agent.uplink.Credential;
import io.globohub.agent.uplink.CredentialFile;
import io.globohub.agent.uplink.Reply;
import io.globohub.agent.uplink.TaggedState;
import io.globohub.agent.uplink.Uplink;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.Problem;
import io.globohub.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EnrollCommandTest {
    private static final DurableFiles FILES = new DurableFiles(CrashPoint.NONE);

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();
    private final List<EnrollRequest> requests = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<List<URI>> controllers = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Reply<EnrollResponse> reply = new Reply.Answer<>(new EnrollResponse("h_1", "web1", "s3cret"));
    private String input = "one-time\n";

    @Test
    void aHostIsEnrolledUnderOneDirectory() throws IOException {
        int exit = run(
                "--controller",
                "https://a:7070",
                "--controller",
                "https://b:7070/",
                "--label",
                "role=web",
                "--root",
                root().toString());

        assertThat(exit).isZero();
        assertThat(tokens).containsExactly("one-time");
        assertThat(requests).containsExactly(new EnrollRequest("this-host", Map.of("role", "web"), "0.1.0", "Debian"));
        assertThat(credentials().read()).contains(new Credential("h_1", "web1", "s3cret", clock.instant()));
        AgentConfig config = AgentConfigFile.load(root().resolve("agent.yaml"));
        assertThat(config.controllers()).containsExactly(URI.create("https://a:7070"), URI.create("https://b:7070"));
        assertThat(config.layout()).isEqualTo(AgentConfigFile.layoutUnder(root()));
        assertThat(config.labels()).isEqualTo(Map.of("role", "web"));
        assertThat(out.toString())
                .contains("enrolled as web1 (h_1)")
                .doesNotContain("s3cret")
                .doesNotContain("one-time");
    }

    @Test
    void theTokenComesFromAFileElseTheEnvironmentElseStandardInput() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "from-file\n");
        environment.put(TokenSource.VARIABLE, "from-environment");

        run("--controller", "http://a", "--root", root().toString(), "--token-file", file.toString());
        run("--controller", "http://a", "--root", root().toString(), "--force");
        environment.clear();
        run("--controller", "http://a", "--root", root().toString(), "--force");

        assertThat(tokens).containsExactly("from-file", "from-environment", "one-time");
    }

    @Test
    void withoutATokenNothingIsAsked() {
        input = "\n";

        assertThat(run("--controller", "http://a", "--root", root().toString())).isEqualTo(65);

        assertThat(requests).isEmpty();
        assertThat(err.toString())
                .contains("error[unauthorized]: no enrolment token was given")
                .contains("try: ");
    }

    @Test
    void aNameClashIsAClearError() {
        reply = refused(409, "name_taken");

        assertThat(run("--controller", "http://a", "--root", root().toString(), "--name", "web9"))
                .isEqualTo(5);

        assertThat(err.toString())
                .contains("error[name_taken]: a host named 'web9' is enrolled already")
                .contains("globohub hosts retire web9");
        assertThat(credentials().exists()).isFalse();
        assertThat(root().resolve("agent.yaml")).doesNotExist();
    }

    @Test
    void aHostEnrolledAlreadyKeepsItsIdentityUnlessForced() throws IOException {
        run("--controller", "http://a", "--root", root().toString());
        reply = new Reply.Answer<>(new EnrollResponse("h_2", "web1", "other"));

        assertThat(run("--controller", "http://a", "--root", root().toString())).isEqualTo(5);
        assertThat(tokens).hasSize(1);
        assertThat(credentials().read()).get().extracting(Credential::hostId).isEqualTo("h_1");

        assertThat(run("--controller", "http://a", "--root", root().toString(), "--force"))
                .isZero();
        assertThat(credentials().read()).get().extracting(Credential::hostId).isEqualTo("h_2");
    }

    @Test
    void aUsedTokenAndAnAbsentControllerEndDifferently() {
        reply = refused(401, "unauthorized");
        assertThat(run("--controller", "http://a", "--root", root().toString())).isEqualTo(77);

        reply = new Reply.Unreachable<>("http://a cannot be reached: refused");
        assertThat(run("--controller", "http://a", "--root", root().toString())).isEqualTo(69);
        assertThat(err.toString()).contains("error[controller_unreachable]: http://a cannot be reached");
    }

    @Test
    void anExistingFileIsUsedAndCompletedButOtherwiseLeftAsItIs() throws IOException {
        Path file = directory.resolve("agent.yaml");
        String written = "# ours\nroot: " + root() + "\nlabels: {zone: a}";
        Files.writeString(file, written);

        assertThat(run("--controller", "http://a", "--config", file.toString())).isZero();

        assertThat(Files.readString(file)).startsWith(written + "\n").contains("http://a");
        assertThat(requests.get(0).labels()).isEqualTo(Map.of("zone", "a"));
        String completed = Files.readString(file);
        assertThat(run("--config", file.toString(), "--force")).isZero();
        assertThat(Files.readString(file)).isEqualTo(completed);
        assertThat(controllers.get(1)).containsExactly(URI.create("http://a"));
        assertThat(out.toString()).doesNotContain("note:");
        assertThat(run("--config", file.toString(), "--force", "--controller", "http://b"))
                .isZero();
        assertThat(out.toString()).contains("note: that file names other controllers");
    }

    @Test
    void whatIsWrongIsSaidBeforeTheTokenIsSpent() throws IOException {
        assertThat(run("--root", root().toString())).isEqualTo(64);
        assertThat(run("--controller", "a:7070", "--root", root().toString())).isEqualTo(64);
        assertThat(run("--controller", "http://a", "--root", root().toString(), "--name", "a b"))
                .isEqualTo(64);
        assertThat(run("--controller", "http://a", "--root", root().toString(), "--label", "host=x"))
                .isEqualTo(64);
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "controlers: http://a\n");
        assertThat(run("--config", broken.toString())).isEqualTo(78);
        Files.createDirectories(root());
        Files.writeString(root().resolve("state"), "in the way");
        assertThat(run("--controller", "http://a", "--root", root().toString())).isEqualTo(1);

        assertThat(tokens).isEmpty();
        assertThat(err.toString()).contains("did you mean 'controllers'?");
    }

    private int run(String... arguments) {
        EnrollCommand command = new EnrollCommand(new EnrollCommand.Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                (addresses, caFile, own) -> {
                    controllers.add(addresses);
                    return new Controller();
                },
                FILES,
                clock,
                "this-host",
                "Debian",
                "0.1.0"));
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private Path root() {
        return directory.resolve("everything");
    }

    private CredentialFile credentials() {
        return new CredentialFile(AgentConfigFile.layoutUnder(root()).credential(), FILES);
    }

    private static Reply<EnrollResponse> refused(int status, String code) {
        return new Reply.Refused<>(new Problem(null, "t", status, "because", null, code, null, null));
    }

    private final class Controller implements Uplink {
        @Override
        public Reply<EnrollResponse> enroll(EnrollRequest request, String token) {
            requests.add(request);
            tokens.add(token);
            return reply;
        }

        @Override
        public Reply<CheckinResponse> checkin(CheckinRequest request) {
            return new Reply.Unreachable<>("not asked here");
        }

        @Override
        public Reply<TaggedState> desired(String etag, int waitSeconds) {
            return new Reply.Unreachable<>("not asked here");
        }

        @Override
        public Reply<LogReceipt> sendLog(String requestId, LogChunk chunk) {
            return new Reply.Unreachable<>("not asked here");
        }

        @Override
        public void close() {
            assertThat(requests).isNotEmpty();
        }
    }
}
