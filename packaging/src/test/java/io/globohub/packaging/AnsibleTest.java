package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.RolloutView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The playbooks, run by the real Ansible against a real controller and one real host, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnsibleTest {
    @TempDir
    private static Path directory;

    private Journey journey;
    private Ansible ansible;

    @BeforeAll
    void aControllerAndOneEnrolledHost() throws Exception {
        Ansible.requirePart("ansible-playbook");
        journey = Journey.begin(Files.createDirectory(directory.resolve("w")));
        ansible = new Ansible(
                directory.resolve("home"),
                journey.programs().url(),
                journey.programs().adminToken());
    }

    @AfterAll
    void noProcessIsLeft() throws Exception {
        if (journey != null) {
            journey.end();
        }
    }

    private CommandResult deploy(String version, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "host_to_deploy=role=web",
                "app=desafio",
                "version=" + version,
                "web_port=" + journey.port(),
                "bake_seconds=1"));
        words.addAll(List.of(more));
        return ansible.playbook("deploy.yml", words.toArray(String[]::new));
    }

    private List<RolloutView> rollouts() throws Exception {
        return journey.programs()
                .globohub("rollout", "list", "-o", "json")
                .items(new TypeReference<Page<RolloutView>>() {});
    }

    @Test
    @Order(1)
    void checkShowsThePlanAndChangesNothing() throws Exception {
        CommandResult play = deploy("1.0", "--check").succeeds();

        assertThat(play.out()).contains("1 of 1 hosts change").contains(Programs.HOST + "  install");
        assertThat(Ansible.changed(play)).isEqualTo(1);
        assertThat(rollouts()).isEmpty();
    }

    @Test
    @Order(2)
    void aVersionIsDeployedAndItsProgressIsTold() throws Exception {
        CommandResult play = deploy("1.0", "reason='first day'", "batch=50%", "max_failures=0")
                .succeeds();

        assertThat(Ansible.changed(play)).isEqualTo(1);
        assertThat(play.out()).contains("succeeded: 1 done");
        assertThat(journey.app().version()).isEqualTo("1.0");
        assertThat(rollouts()).singleElement().satisfies(rollout -> {
            assertThat(rollout.comment()).isEqualTo("first day");
            assertThat(rollout.batchSize()).isEqualTo("50%");
            assertThat(rollout.maxFailures()).isZero();
        });
    }

    @Test
    @Order(3)
    void theSameAgainChangesNothing() throws Exception {
        journey.awaitOnHost(new Version("1.0"));

        assertThat(Ansible.changed(deploy("1.0").succeeds())).isZero();
        assertThat(Ansible.changed(deploy("1.0", "--check").succeeds())).isZero();
        assertThat(rollouts()).hasSize(1);
    }

    @Test
    @Order(4)
    void whatTheHostSaysOfItsFailureIsSaidByThePlay() throws Exception {
        CommandResult play = deploy("1.2");

        assertThat(play.exit()).as("%s", play).isNotZero();
        assertThat(Ansible.failed(play)).isEqualTo(1);
        assertThat(play.out())
                .contains(Programs.HOST)
                .contains(Journey.LAST_WORDS)
                .contains("preflight_failed");
        assertThat(journey.app().version()).isEqualTo("1.0");
    }

    @Test
    @Order(5)
    void aRolloutIsTakenBackAndOnlyOnce() throws Exception {
        deploy("1.1", "host_to_deploy=" + Programs.HOST).succeeds();
        assertThat(journey.app().version()).isEqualTo("1.1");

        CommandResult checked =
                ansible.playbook("rollback.yml", "app=desafio", "--check").succeeds();
        assertThat(Ansible.changed(checked)).isEqualTo(1);
        assertThat(journey.app().version()).isEqualTo("1.1");

        CommandResult play = ansible.playbook("rollback.yml", "app=desafio").succeeds();
        assertThat(Ansible.changed(play)).isEqualTo(1);
        assertThat(journey.app().version()).isEqualTo("1.0");
        assertThat(Ansible.changed(
                        ansible.playbook("rollback.yml", "app=desafio").succeeds()))
                .isZero();
    }

    @Test
    @Order(6)
    void theTokenIsNeverShown() throws Exception {
        CommandResult play = deploy("1.0", "-vvv").succeeds();

        assertThat(play.all()).doesNotContain(journey.programs().adminToken());
    }

    @Test
    @Order(7)
    void refusalsAreSaidInTheControllersWords() throws Exception {
        assertThat(deploy("9.9").out()).contains("error[version_not_found]");
        assertThat(deploy("1.0", "host_to_deploy=role=nobody").out()).contains("error[no_hosts_selected]");
        Ansible stranger =
                new Ansible(directory.resolve("stranger"), journey.programs().url(), "nobody");
        assertThat(stranger.playbook("deploy.yml", "host_to_deploy=all", "app=desafio", "version=1.0")
                        .out())
                .contains("error[unauthorized]");
        Ansible lost = new Ansible(directory.resolve("lost"), "http://127.0.0.1:9", "nobody");
        assertThat(lost.playbook("deploy.yml", "host_to_deploy=all", "app=desafio", "version=1.0")
                        .out())
                .contains("error[controller_unreachable]");
    }

    @Test
    @Order(8)
    void aVersionGivenAsANumberIsRefusedForItMayHaveLostAZero() throws Exception {
        CommandResult play = ansible.playbook(
                "deploy.yml", "-e", "{\"host_to_deploy\": \"all\", \"app\": \"desafio\", \"version\": 1.10}");

        assertThat(play.exit()).isNotZero();
        assertThat(play.out()).contains("in quotation marks");
    }

    @Test
    @Order(9)
    void theFleetIsAnInventoryWithAndWithoutTheCommand() throws Exception {
        ansible.environment("PATH", Path.of("bin").toAbsolutePath() + ":" + System.getenv("PATH"));
        for (String source : List.of("globohub.py", "globohub-command")) {
            Path inventory = Ansible.DIRECTORY.resolve("inventory").resolve(source);
            JsonNode listed = Json.readTolerant(
                    ansible.run(List.of("ansible-inventory", "-i", inventory.toString(), "--list"))
                            .succeeds()
                            .out(),
                    JsonNode.class);
            for (String group : List.of("role_web", "zone_a", "freshness_fresh", "app_desafio")) {
                assertThat(listed.path(group).path("hosts").toString())
                        .as(group)
                        .isEqualTo("[\"web-01\"]");
            }
            JsonNode variables = listed.at("/_meta/hostvars/" + Programs.HOST);
            assertThat(variables.at("/globohub_apps/desafio/running").asText()).isEqualTo("1.0");
            assertThat(ansible.run(List.of("ansible-inventory", "-i", inventory.toString(), "--host", Programs.HOST))
                            .succeeds()
                            .out())
                    .contains("globohub_host_id");
        }
    }

    @Test
    @Order(10)
    void aGroupOfTheInventoryStandsForItsHosts() throws Exception {
        String inventory = Ansible.DIRECTORY.resolve("inventory/globohub.py").toString();

        CommandResult play = deploy("1.1", "host_to_deploy=role_web", "--check", "-i", inventory)
                .succeeds();

        assertThat(play.out()).contains(Programs.HOST + "  upgrade");
    }

    @Test
    @Order(11)
    void theRoleInstallsAndEnrolsAHostOnce() throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree/bin"));
        Files.copy(Path.of("bin/globohub-agent"), tree.resolve("globohub-agent"));
        tree.resolve("globohub-agent").toFile().setExecutable(true);
        Path lib = Files.createDirectories(directory.resolve("tree/lib/globohub-agent/lib"));
        Path built = Path.of("../agent/target");
        Files.copy(built.resolve("globohub-agent.jar"), lib.resolveSibling("globohub-agent.jar"));
        try (var jars = Files.list(built.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        String[] words = {
            "-i",
            "web-02,",
            "-c",
            "local",
            "agent_become=false",
            "globohub_agent_directory=" + directory.resolve("tree"),
            "globohub_agent_home=" + directory.resolve("opt"),
            "globohub_agent_root=" + directory.resolve("web-02"),
            "-e",
            "{\"globohub_agent_labels\": {\"role\": \"web\", \"zone\": \"b\"}}"
        };

        ansible.playbook("agents.yml", words).succeeds();

        assertThat(journey.programs()
                        .globohub("hosts", "list", "-o", "name", "-l", "zone=b")
                        .succeeds()
                        .out())
                .contains("web-02");
        assertThat(directory.resolve("web-02/agent.yaml"))
                .content()
                .contains(journey.programs().url());
        CommandResult again = ansible.playbook("agents.yml", words).succeeds();
        assertThat(Ansible.changed(again)).as("%s", again).isZero();
    }
}
