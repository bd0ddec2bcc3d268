package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code packaging/ansible} holds is well made, also where no play looks. */
class AnsibleFilesTest {
    private static final List<String> TYPES =
            List.of("text", "textarea", "password", "multiplechoice", "multiselect", "integer", "float");

    private static JsonNode awx(String name) throws IOException {
        return Json.readTolerant(
                Files.readString(Ansible.DIRECTORY.resolve("awx").resolve(name)), JsonNode.class);
    }

    @Test
    void ansibleLintFindsNothing(@TempDir Path home) throws Exception {
        Ansible.requirePart("ansible-lint");

        CommandResult lint = CommandResult.of(
                List.of("ansible-lint", "--offline", "--nocolor", "-p"),
                Map.of("HOME", home.toString(), "XDG_CACHE_HOME", home.toString(), "LC_ALL", "C.UTF-8"),
                Ansible.DIRECTORY);

        assertThat(lint.exit()).as("%s", lint).isZero();
    }

    @Test
    void surveyAsksForWhatThePlaybookTakes() throws Exception {
        String playbook = Files.readString(Ansible.DIRECTORY.resolve("deploy.yml"));
        List<String> asked = new ArrayList<>();
        for (JsonNode question : awx("survey.json").path("spec")) {
            asked.add(question.path("variable").asText());
            assertThat(TYPES).contains(question.path("type").asText());
            assertThat(question.path("question_name").asText()).isNotBlank();
            assertThat(question.path("required").isBoolean()).isTrue();
            assertThat(question.has("default")).isTrue();
        }
        assertThat(asked)
                .startsWith("host_to_deploy", "app", "version", "web_port")
                .doesNotHaveDuplicates()
                .allSatisfy(variable -> assertThat(playbook)
                        .containsPattern("\\{\\{ " + variable + "\\b")
                        .containsPattern("# .*\\b" + variable + "\\b"));
    }

    @Test
    void jobTemplateRunsThePlaybookWithTheSurvey() throws Exception {
        JsonNode template = awx("job_template.json");
        assertThat(Path.of("..").resolve(template.path("playbook").asText())).isRegularFile();
        assertThat(template.path("survey_enabled").asBoolean()).isTrue();
    }

    @Test
    void credentialGivesWhatTheRolesRead() throws Exception {
        JsonNode credential = awx("credential_type.json");
        String roles = Files.readString(Ansible.DIRECTORY.resolve("roles/globohub_rollout/defaults/main.yml"));
        credential
                .at("/injectors/env")
                .fieldNames()
                .forEachRemaining(name -> assertThat(roles).contains("'" + name + "'"));
        List<String> fields = new ArrayList<>();
        credential
                .at("/inputs/fields")
                .forEach(field -> fields.add(field.path("id").asText()));
        credential
                .at("/injectors/env")
                .forEach(value -> assertThat(fields).contains(value.asText().replaceAll("[{} ]", "")));
    }
}
