package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.RolloutView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A real controller with simulated hosts changes between the plan of a playbook and its start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnsibleMovingFleetTest {
    @TempDir
    private static Path directory;

    private Programs programs;
    private RunningProgram simulated;
    private BetweenPlanAndStart between;
    private Ansible ansible;
    private List<String> hosts;

    @BeforeAll
    void aControllerWithThreeSimulatedHosts() throws Exception {
        Ansible.requirePart("ansible-playbook");
        programs = new Programs(Files.createDirectory(directory.resolve("w")));
        programs.startController();
        programs.logIn();
        programs.push("1.0").succeeds();
        programs.push("1.1").succeeds();
        simulated = programs.start(
                "globohub",
                "simulate",
                "--agents",
                "3",
                "--ramp",
                "1s",
                "--deployment",
                "1s",
                "--slow",
                "0",
                "--flapping",
                "0",
                "--prefix",
                "web",
                "--duration",
                "9m");
        await("the simulated hosts are there")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> names("simulated=true").size() == 3);
        hosts = names("simulated=true");
        between = new BetweenPlanAndStart(programs.url());
        ansible = new Ansible(directory.resolve("home"), between.url(), programs.adminToken());
    }

    @AfterAll
    void noProcessIsLeft() throws Exception {
        if (between != null) {
            between.close();
        }
        if (simulated != null) {
            simulated.kill();
        }
        if (programs != null) {
            programs.end();
        }
    }

    private List<String> names(String selector) throws Exception {
        return programs.globohub("hosts", "list", "-l", selector, "-o", "name")
                .succeeds()
                .out()
                .lines()
                .map(String::strip)
                .toList();
    }

    private CommandResult deploy(String version, String selector) throws Exception {
        return ansible.playbook(
                "deploy.yml",
                "host_to_deploy=" + selector,
                "app=desafio",
                "version=" + version,
                "bake_seconds=0",
                "wait_timeout=120");
    }

    private List<RolloutView> rollouts() throws Exception {
        return programs.globohub("rollout", "list", "-o", "json").items(new TypeReference<Page<RolloutView>>() {});
    }

    @Test
    @Order(1)
    void whereAHostJoinsInBetweenNothingIsStartedAndItIsNamed() throws Exception {
        programs.globohub("hosts", "label", hosts.get(0), "role=web", "--yes").succeeds();
        between.happens(() -> programs.globohub("hosts", "label", hosts.get(1), "role=web", "--yes")
                .succeeds());

        CommandResult play = deploy("1.0", "role=web");

        assertThat(play.exit()).as("%s", play).isNotZero();
        assertThat(Ansible.failed(play)).isEqualTo(1);
        assertThat(play.out())
                .contains("error[precondition_failed]: the fleet has changed since the plan")
                .contains("would also change " + hosts.get(1) + " (install)");
        assertThat(rollouts()).isEmpty();
    }

    @Test
    @Order(2)
    void whereAHostLeavesInBetweenTheRestIsDoneOnceByANewPlan() throws Exception {
        between.happens(() -> programs.globohub("hosts", "label", hosts.get(1), "role-", "--yes")
                .succeeds());

        CommandResult play = deploy("1.0", "role=web").succeeds();

        assertThat(play.out())
                .contains("2 of 2 hosts change")
                .contains("1 of 1 hosts change")
                .contains("succeeded: 1 done");
        assertThat(Ansible.changed(play)).isEqualTo(1);
        assertThat(rollouts()).hasSize(1);
    }

    @Test
    @Order(3)
    void whereAHostIsHeldInBetweenItIsLeftOutAndTheOthersAreServed() throws Exception {
        between.happens(() -> programs.globohub("hosts", "hold", hosts.get(2), "--reason", "disk", "--yes")
                .succeeds());

        CommandResult play = deploy("1.1", "all").succeeds();

        assertThat(play.out()).contains("3 of 3 hosts change").contains("2 of 3 hosts change");
        assertThat(rollouts()).hasSize(2);
    }

    @Test
    @Order(4)
    void whereNothingIsLeftToDoNothingIsStarted() throws Exception {
        programs.globohub("hosts", "unhold", hosts.get(2), "--yes").succeeds();
        String selector = "host=" + hosts.get(0);
        between.happens(() -> programs.globohub(
                        "rollout", "start", "desafio", "1.0", "--hosts", hosts.get(0), "--bake", "0", "--yes")
                .succeeds());

        CommandResult play = deploy("1.0", selector).succeeds();

        assertThat(Ansible.changed(play)).isZero();
        assertThat(rollouts()).hasSize(3);
    }
}
