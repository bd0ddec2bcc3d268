package io.globohub.controller.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final JsonNode WEB =
            Json.tree("{\"name\":\"web-01\",\"generation\":3,\"labels\":{\"role\":\"web\",\"example.org/zone\":\"a\"},"
                    + "\"apps\":[{\"app\":\"desafio\",\"running\":\"1.0\"},{\"app\":\"shop\",\"running\":\"2.1\"}],"
                    + "\"hold\":null,\"warnings\":[]}");
    private static final JsonNode DB = Json.tree("{\"name\":\"db-01\",\"hold\":{\"owner\":\"ana\"}}");

    private static String line(String template, JsonNode item) {
        return Template.parse(template).lines(List.of(item)).get(0);
    }

    @Test
    void fieldsStandInBracesAndDotsGoDeeper() {
        assertThat(line("{name} has {labels.role}, generation { generation }", WEB))
                .isEqualTo("web-01 has web, generation 3");
        assertThat(line("{labels.example.org/zone}", WEB)).isEqualTo("a");
    }

    @Test
    void ofAListAllElementsAreToldOrTheOneThatIsNumbered() {
        assertThat(line("{apps.app}: {apps.1.running}", WEB)).isEqualTo("desafio,shop: 2.1");
        assertThat(line("[{warnings}]", WEB)).isEqualTo("[]");
        assertThat(line("{labels}", WEB)).isEqualTo("{\"role\":\"web\",\"example.org/zone\":\"a\"}");
    }

    @Test
    void escapesStandForWhatTheyUsuallyDoAndAnItemAlwaysEndsItsLine() {
        assertThat(line("{name}\\t\\{x\\}\\\\\\n", WEB)).isEqualTo("web-01\t{x}\\");
        assertThat(line("{name}\\n  {labels.role}", WEB)).isEqualTo("web-01\n  web");
        assertThat(line("", WEB)).isEmpty();
    }

    @Test
    void whatOneItemLacksIsEmptyThere() {
        assertThat(Template.parse("{name} {hold.owner}").lines(List.of(WEB, DB)))
                .containsExactly("web-01 ", "db-01 ana");
    }

    @Test
    void whatNoItemHasIsRefusedWithTheNearestUnlessItMayBeMissing() {
        assertThatThrownBy(() -> line("{labels.rolle}", WEB))
                .hasMessageStartingWith(
                        "there is no field 'labels.rolle' (did you mean labels.role?), only apps.app, apps.running, ")
                .hasMessageEndingWith("where it may be missing, write {labels.rolle?}");
        assertThat(line("{name}{nothing?}.", WEB)).isEqualTo("web-01.");
        assertThat(Template.parse("{nothing}").lines(List.of())).isEmpty();
    }

    @Test
    void noValueBreaksALineOrSteersTheTerminal() {
        JsonNode hostile = Json.tree("{\"name\":\"a\\nHost *\\u001b[2J{evil}\\\\n\"}");
        assertThat(line("{name}|", hostile)).isEqualTo("a Host *?[2J{evil}\\n|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name", "name}", "{}", "{?}", "{ }", "{a{b}", "\\x", "end\\"})
    void whatCannotBeReadIsRefusedWithASentence(String template) {
        assertThatThrownBy(() -> Template.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the template has ");
    }
}
