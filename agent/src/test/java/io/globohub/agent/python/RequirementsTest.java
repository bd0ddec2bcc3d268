package io.globohub.agent.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.agent.config.AgentConfig.PipConfig;
import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsTest {
    private static final Digest PACK_A = Digest.of(new byte[] {1});
    private static final Digest PACK_B = Digest.of(new byte[] {2});
    private static final Interpreter PYTHON =
            new Interpreter(Path.of("/usr/bin/python3"), "3.11.2", "linux-x86_64-glibc-2.36", "b1", "23.0.1");

    @TempDir
    Path pack;

    private Requirements read(String text, Digest digest) throws IOException, EnvironmentFailed {
        Files.writeString(pack.resolve("requirements.txt"), text);
        return Requirements.read(pack, "requirements.txt", digest);
    }

    private VenvKey key(String text, Digest digest) throws IOException, EnvironmentFailed {
        return VenvKey.of(read(text, digest), PYTHON);
    }

    @Test
    void commentsAndSpaceDoNotMatter() {
        assertThat(
                        Requirements.normalise(
                                "\uFEFF# head\r\nFlask==1.1.2   # web\n\n  gunicorn ; python_version > '3' \nx==1 \\\n  --hash=sha256:ab\nu @ https://a.example/x#egg=u\n"))
                .containsExactly(
                        "Flask==1.1.2",
                        "gunicorn ; python_version > '3'",
                        "x==1 --hash=sha256:ab",
                        "u @ https://a.example/x#egg=u");
    }

    @Test
    void equalRequirementsOfAnyPackHaveOneKey() throws Exception {
        assertThat(key("Flask==1.1.2\ngunicorn\n", PACK_A)).isEqualTo(key("# x\nFlask==1.1.2\n\ngunicorn", PACK_B));
        assertThat(key("Flask==1.1.2\n", PACK_A)).isNotEqualTo(key("Flask==1.1.3\n", PACK_A));
    }

    @Test
    void anotherPythonHasAnotherKey() throws Exception {
        Requirements requirements = read("gunicorn", PACK_A);
        Interpreter other = new Interpreter(PYTHON.executable(), "3.12.1", PYTHON.platform(), "b2", "23.2.1");

        assertThat(VenvKey.of(requirements, other)).isNotEqualTo(VenvKey.of(requirements, PYTHON));
    }

    @Test
    void includedFilesCountAsIfTheyStoodThere() throws Exception {
        Files.writeString(pack.resolve("base.txt"), "Flask==1.1.2\n");
        VenvKey before = key("-r base.txt\ngunicorn", PACK_A);
        assertThat(read("--requirement=base.txt\ngunicorn", PACK_A).names("flask"))
                .isTrue();

        Files.writeString(pack.resolve("base.txt"), "Flask==1.1.3\n");

        assertThat(key("-r base.txt\ngunicorn", PACK_A)).isNotEqualTo(before);
    }

    @Test
    void anIncludeThatLeavesThePackIsRefused() {
        assertThatThrownBy(() -> read("-r ../../etc/passwd", PACK_A))
                .isInstanceOf(EnvironmentFailed.class)
                .hasMessage("'requirements.txt' includes '../../etc/passwd', which is not a file of the pack");
    }

    @Test
    void localPathsTieTheKeyToThePack() throws Exception {
        assertThat(key("./lib\ngunicorn", PACK_A)).isNotEqualTo(key("./lib\ngunicorn", PACK_B));
    }

    @Test
    void wheelsOfThePackTieTheKeyToThem() throws Exception {
        VenvKey without = key("gunicorn", PACK_A);
        Files.createDirectories(pack.resolve("wheels"));
        Files.writeString(pack.resolve("wheels/a.whl"), "1");
        VenvKey with = key("gunicorn", PACK_A);
        Files.writeString(pack.resolve("wheels/a.whl"), "2");

        assertThat(List.of(without, with, key("gunicorn", PACK_A))).doesNotHaveDuplicates();
        assertThat(read("gunicorn", PACK_A).wheels()).contains(pack.resolve("wheels"));
    }

    @Test
    void itIsKnownWhetherAProjectIsNamed() throws Exception {
        Requirements requirements = read("Setup_Tools>=3\nflask-setuptools==1\n", PACK_A);

        assertThat(requirements.names("setuptools")).isFalse();
        assertThat(requirements.names("setup-tools")).isTrue();
        assertThat(read("setuptools<70", PACK_A).names("setuptools")).isTrue();
        assertThat(read("a==1 --hash=sha256:00", PACK_A).isHashed()).isTrue();
    }

    @Test
    void pipSeesTheAgentsOwnSettingsAndOverThemTheConfigured() {
        Map<String, String> agent =
                Map.of("PATH", "/bin", "SECRET", "x", "HTTPS_PROXY", "p", "PIP_CERT", "old", "PIP_RETRIES", "2");
        PipConfig config = new PipConfig(
                "https://u:p@index.example", List.of("a", "b"), null, Path.of("/ca.pem"), List.of(), false);

        assertThat(ChildEnvironment.ofPip(agent, config, Path.of("/scratch")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH", "/bin",
                        "LC_ALL", "C.UTF-8",
                        "HTTPS_PROXY", "p",
                        "PIP_RETRIES", "2",
                        "PIP_CERT", "/ca.pem",
                        "PIP_INDEX_URL", "https://u:p@index.example",
                        "PIP_EXTRA_INDEX_URL", "a b",
                        "PIP_ROOT_USER_ACTION", "ignore",
                        "HOME", "/scratch",
                        "TMPDIR", "/scratch"));
    }

    @Test
    void aRecordLineMayHoldCommasInQuotes() {
        assertThat(RecordWalk.csv("\"a,\"\"b\"\".py\",sha256=x,12")).containsExactly("a,\"b\".py", "sha256=x", "12");
    }
}
