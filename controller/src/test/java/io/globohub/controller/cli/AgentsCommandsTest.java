package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.Paths;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New agents as an operator brings them to hosts. */
class AgentsCommandsTest {
    private static final String DEB = "globohub-agent_0.2.0_amd64.deb";

    @TempDir
    Path directory;

    @BeforeEach
    void aPackageAndAKey() throws IOException {
        Files.writeString(directory.resolve(DEB), "a package");
        new Bench(directory).run("pack", "keygen", "key");
    }

    @Test
    void aPackageIsAlwaysSigned() {
        Bench.Ran ran = new Bench(directory).run("agents", "pack", DEB);

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("--sign");
    }

    @Test
    void packagesOfTwoVersionsAreNoPack() throws IOException {
        Files.writeString(directory.resolve("globohub-agent_0.3.0_arm64.deb"), "another");

        Bench.Ran ran =
                new Bench(directory).run("agents", "pack", "--sign", "key", DEB, "globohub-agent_0.3.0_arm64.deb");

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).contains("different versions");
    }

    @Test
    void anUpgradeIsARolloutThatReachesTheHostWithItsSignature() throws Exception {
        try (World world = World.in(directory.resolve("world"))) {
            FakeAgent agent = world.webHost("web1");
            Bench operator =
                    Bench.at(directory, "http://127.0.0.1:" + world.controller().port());
            operator.environment.put("GLOBOHUB_TOKEN", world.admin().token());
            assertThat(operator.run("agents", "pack", "--sign", "key", DEB).exit())
                    .isZero();
            assertThat(operator.run("pack", "push", "globohub-agent-0.2.0.zip").exit())
                    .isZero();

            Bench.Ran ran = operator.run("agents", "upgrade", "0.2.0", "-l", "role=web", "--yes", "--detach");
            assertThat(ran.exit()).as(ran.err()).isZero();
            org.awaitility.Awaitility.await()
                    .until(() -> !world.hostNow("web1").desired().assignments().isEmpty());

            Assignment wish = agent.http()
                    .get(Paths.AGENT_DESIRED)
                    .as(DesiredAnswer.class)
                    .assignments()
                    .get(0);
            assertThat(wish.app()).isEqualTo(AppName.AGENT);
            assertThat(wish.goal()).isEqualTo(Goal.RUNNING);
            assertThat(wish.manifest().pack().signature()).isNotNull();
            assertThat(operator.run("stop", "globohub-agent", "-l", "role=web", "--yes")
                            .exit())
                    .isNotZero();
        }
    }
}
