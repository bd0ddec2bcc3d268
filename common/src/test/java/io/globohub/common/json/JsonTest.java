package io.globohub.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.StateKind;
import io.globohub.common.manifest.StatusSet;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.ManifestRequest;
import io.globohub.common.protocol.Page;
import io.globohub.common.state.Goal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private record Sample(AppName app, Goal goal, Instant seenAt, Integer exitCode, List<String> tags) {}

    private static AbstractStringAssert<?> refusal(String json, Class<?> type) {
        return refused(json, type)
                .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING);
    }

    private static ObjectAssert<MalformedJson> refused(String json, Class<?> type) {
        return assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.readStrict(json, type))
                .asInstanceOf(type(MalformedJson.class));
    }

    @Test
    void namesAreSnakeCaseEnumsLowerCaseTimesRfc3339AndNullIsLeftOut() {
        Sample sample =
                new Sample(new AppName("a"), Goal.RUNNING, Instant.parse("2026-01-02T03:04:05.678Z"), null, List.of());
        String json = "{\"app\":\"a\",\"goal\":\"running\",\"seen_at\":\"2026-01-02T03:04:05.678Z\",\"tags\":[]}";
        assertThat(Json.write(sample)).isEqualTo(json);
        assertThat(Json.readStrict(json, Sample.class)).isEqualTo(sample);
        assertThat(Json.readTolerant(Json.writeBytes(sample), Sample.class)).isEqualTo(sample);
        assertThat(Json.tree(Json.writePretty(sample))).isEqualTo(Json.tree(json));
    }

    @Test
    void valuesThatAreOneTextAreOneTextAlsoAsMapKeys() {
        Map<AppName, Version> map = Map.of(new AppName("a"), new Version("1.10"));
        assertThat(Json.write(map)).isEqualTo("{\"a\":\"1.10\"}");
        assertThat(Json.readTolerant("{\"a\":\"1.10\"}", new TypeReference<Map<AppName, Version>>() {}))
                .isEqualTo(map);
        assertThat(Json.write(Map.of(StateKind.MEMORY, 1))).isEqualTo("{\"memory\":1}");
    }

    @Test
    void strictReadingNamesTheUnknownFieldAndTheKnownOnes() {
        refusal("{\"app\": \"a\", \"version\": \"1\", \"wersion\": \"2\"}", ManifestRequest.class)
                .isEqualTo("unknown field 'wersion'; known are app, settings, version");
    }

    @Test
    void tolerantReadingIgnoresWhatANewerPeerSays() {
        assertThat(Json.readTolerant("{\"app\": \"a\", \"goal\": \"stopped\", \"invented_later\": {}}", Sample.class)
                        .goal())
                .isEqualTo(Goal.STOPPED);
    }

    @Test
    void anErrorPointsAtItsPlace() {
        refused("{\"settings\": {\"probe\": {\"paht\": \"/\"}}}", ManifestRequest.class)
                .returns("/settings/probe/paht", MalformedJson::pointer);
        refused(
                        "{\"app\": \"a\", \"version\": \"1\", \"settings\": {\"bind\": [\"127.0.0.1:1\", \"nonsense:\"]}}",
                        ManifestRequest.class)
                .returns("/settings/bind/1", MalformedJson::pointer)
                .extracting(Throwable::getMessage)
                .isEqualTo("bind address 'nonsense:' must end in :PORT");
        refused("[]", ManifestRequest.class).returns("", MalformedJson::pointer);
    }

    @Test
    void thePointerIsEscapedAsRfc6901Says() {
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.readStrict("{\"env\": {\"a/b~c\": []}}", SettingsPatch.class))
                .returns("/env/a~1b~0c", MalformedJson::pointer);
    }

    @Test
    void theSentenceOfTheValueItselfReachesThePersonWhoSentIt() {
        refusal("{\"app\": \"Desafio\", \"version\": \"1\"}", ManifestRequest.class)
                .startsWith("app name 'Desafio' must start");
        refusal("{\"version\": \"1\"}", ManifestRequest.class).isEqualTo("a manifest needs an app and a version");
        refusal("\"not a digest\"", Digest.class).contains("is not a sha256 digest");
    }

    @Test
    void aSentenceNeverQuotesTheInsideOfTheProgram() {
        for (String json :
                List.of("{", "{\"app\": }", "nonsense", "", "{\"app\": [\"a\"]}", "{\"app\": \"a\", \"app\": \"b\"}")) {
            refusal(json, ManifestRequest.class)
                    .isNotBlank()
                    .doesNotContain("com.fasterxml")
                    .doesNotContain("io.globohub")
                    .doesNotContain("java.");
        }
    }

    @Test
    void anUnknownWordOfAClosedListIsRefusedWithTheKnownOnes() {
        refusal("{\"goal\": \"walking\"}", Sample.class).contains("walking").containsIgnoringCase("running");
        refusal("{\"goal\": 0}", Sample.class).isNotBlank();
    }

    @Test
    void anInstantThatNoCalendarHasIsRefused() {
        refusal("\"+1000000000-01-01T00:00:00Z\"", java.time.Instant.class).contains("9999");
        refusal("\"-1000000000-01-01T00:00:00Z\"", java.time.Instant.class).contains("9999");
    }

    @Test
    void aRefusalNamesNoClassOfOurs() {
        refusal("{\"labels\": \"x\"}", io.globohub.common.protocol.HostPatch.class)
                .contains("here belongs an object")
                .doesNotContain("java.", "io.globohub");
    }

    @Test
    void aNumberIsNotTakenForAVersion() {
        refusal("{\"app\": \"a\", \"version\": 1.10}", ManifestRequest.class).contains("in quotes");
        refusal("{\"app\": true, \"version\": \"1\"}", ManifestRequest.class).contains("in quotes");
    }

    @Test
    void aPortOrStatusMayBeABareNumber() {
        assertThat(Json.readStrict("8000", BindAddress.class)).isEqualTo(new BindAddress("0.0.0.0", 8000));
        assertThat(Json.readStrict("200", StatusSet.class)).isEqualTo(new StatusSet("200"));
    }

    @Test
    void nothingIsGuessed() {
        refusal("{\"workers\": \"2\"}", SettingsPatch.class).isNotBlank();
        refusal("{\"workers\": 2.5}", SettingsPatch.class).isNotBlank();
        refusal("{\"workers\": true}", SettingsPatch.class).isNotBlank();
        refusal("{\"workers\": 99999999999}", SettingsPatch.class).isNotBlank();
        refusal("{\"workers\": 1, \"workers\": 2}", SettingsPatch.class).containsIgnoringCase("duplicate");
        refusal("{} {}", SettingsPatch.class).isNotBlank();
    }

    @Test
    void deepNestingIsRefusedInsteadOfOverflowingTheStack() {
        String bomb = "[".repeat(100_000);
        assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.tree(bomb));
        assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.readTolerant(bomb, Sample.class));
        assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.yamlTree(bomb));
    }

    @Test
    void aTreeIsConvertedAsStrictlyAsATextIsRead() {
        JsonNode tree = Json.tree("{\"worker\": 1}");
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.convertStrict(tree, SettingsPatch.class))
                .withMessageStartingWith("unknown field 'worker'");
    }

    @Test
    void genericTypesKeepTheirElements() {
        Page<String> page = new Page<>(List.of("a"), "next", null);
        assertThat(Json.readTolerant(Json.write(page), new TypeReference<Page<String>>() {}))
                .isEqualTo(page);
    }

    @Test
    void yamlIsReadAsATree() {
        assertThat(Json.yamlTree("app: desafio\nbind: [8000]\n"))
                .isEqualTo(Json.tree("{\"app\": \"desafio\", \"bind\": [8000]}"));
        assertThat(Json.yamlTree("# nothing said\n")).isEqualTo(JsonNodeFactory.instance.objectNode());
        assertThat(Json.yamlTree("")).isEqualTo(JsonNodeFactory.instance.objectNode());
        assertThat(Json.yamlTree(Json.writeYaml(Map.of("a", 1)))).isEqualTo(Json.tree("{\"a\": 1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\na: 2\n",
                "a: 1\n---\nb: 2\n",
                "a: [1\n",
                "a: &x 1\nb: *x\n",
                "\t- a",
                "a: !!java.io.File x: y"
            })
    void yamlThatWouldBeMisreadIsRefused(String yaml) {
        assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> Json.yamlTree(yaml));
    }

    @Test
    void aYamlAliasIsNamedWithItsLine() {
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.yamlTree("a: &x 1\nb: *x\n"))
                .withMessage("line 2 uses the alias '*x': write the value itself");
    }
}
