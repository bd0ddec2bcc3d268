package io.globohub.agent.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What root, who does not trust the agent, lets in. */
class AdmitMainTest {
    @TempDir
    Path root;

    private final StringBuilder said = new StringBuilder();
    private Bench bench;
    private Path order;
    private Path config;

    @BeforeEach
    void aKeyThatIsTrusted() throws Exception {
        bench = new Bench(root.resolve("bench"));
        order = Files.createDirectory(root.resolve("order"));
        config = root.resolve("agent.yaml");
        Files.writeString(config, "trusted_agent_keys: [\"" + bench.publicKey + "\"]\n");
    }

    private int admit(Manifest manifest, String pack) throws Exception {
        Files.write(order.resolve("order.json"), Json.writeBytes(new UpgradeOrder("u-1", manifest)));
        Files.copy(bench.pack(pack), order.resolve("pack.zip"));
        return AdmitMain.admit(config, order, "amd64", said);
    }

    @Test
    void aSignedPackageForThisArchitectureIsTakenOut() throws Exception {
        Manifest release = bench.release("0.1.1", "globohub-agent_0.1.1_amd64.deb", "globohub-agent_0.1.1_arm64.deb");

        assertThat(admit(release, "0.1.1")).isZero();
        assertThat(said.toString()).isEqualTo("install u-1 0.1.1\n");
        assertThat(order.resolve("agent.deb")).hasContent("a package named globohub-agent_0.1.1_amd64.deb");
    }

    @Test
    void aPackageOfAnotherArchitectureIsRefused() throws Exception {
        assertThat(admit(bench.release("0.1.1", "globohub-agent_0.1.1_arm64.deb"), "0.1.1"))
                .isOne();
        assertThat(said.toString()).startsWith("refused u-1 upgrade_refused ");
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        Bench other = new Bench(root.resolve("other"));
        other.release("0.1.1", "globohub-agent_0.1.1_amd64.deb");
        Manifest release = bench.release("0.1.1", "globohub-agent_0.1.1_amd64.deb");

        assertThat(admit(Bench.signed(release, root.resolve("other/key")), "0.1.1"))
                .isOne();
        assertThat(said.toString()).startsWith("refused u-1 signature_invalid ");
    }

    @Test
    void otherBytesThanWereSignedAreRefused() throws Exception {
        bench.release("0.1.2", "globohub-agent_0.1.2_amd64.deb");

        assertThat(admit(bench.release("0.1.1", "globohub-agent_0.1.1_amd64.deb"), "0.1.2"))
                .isOne();
        assertThat(said.toString()).startsWith("refused u-1 digest_mismatch ");
    }

    @Test
    void aPackOfAnAppIsNoAgent() throws Exception {
        Manifest release = bench.release("0.1.1", "globohub-agent_0.1.1_amd64.deb");
        Manifest app = new Manifest(new AppName("desafio"), release.version(), release.pack(), release.settings());

        assertThat(admit(Bench.signed(app, root.resolve("bench/key")), "0.1.1")).isOne();
        assertThat(said.toString()).startsWith("refused u-1 upgrade_refused ");
    }

    @Test
    void keysThatOthersCouldHaveWrittenAreNotTrusted() throws Exception {
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw----"));

        assertThat(admit(bench.release("0.1.1", "globohub-agent_0.1.1_amd64.deb"), "0.1.1"))
                .isOne();
        assertThat(said.toString()).startsWith("refused u-1 upgrade_refused ");
    }

    @Test
    void theWayBackNeedsNoPack() throws Exception {
        Files.write(order.resolve("order.json"), Json.writeBytes(new UpgradeOrder("u-2", null)));

        assertThat(AdmitMain.admit(config, order, "amd64", said)).isZero();
        assertThat(said.toString()).isEqualTo("back u-2\n");
    }

    @Test
    void anOrderThatIsNoneIsRefused() throws Exception {
        Files.writeString(order.resolve("order.json"), "{\"id\":\"../../etc\"}");

        assertThat(AdmitMain.admit(config, order, "amd64", said)).isOne();
        assertThat(said.toString()).startsWith("refused - upgrade_refused ");
    }
}
