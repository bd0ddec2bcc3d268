package io.globohub.common.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.globohub.common.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static SettingsPatch patch(String json) {
        return Json.readStrict(json, SettingsPatch.class);
    }

    private static Settings settings(String json) {
        return patch(json).applyTo(Settings.DEFAULT);
    }

    @Test
    void byDefaultAnAppListensOnPort8000WithOneWorkerAndKeepsItsDataInMemory() {
        assertThat(Settings.DEFAULT.bind()).containsExactly(BindAddress.parse("0.0.0.0:8000"));
        assertThat(Settings.DEFAULT.workers()).isOne();
        assertThat(Settings.DEFAULT.state()).isEqualTo(StateKind.MEMORY);
        assertThat(Settings.DEFAULT.probe().path()).isEqualTo("/status/");
        assertThat(Settings.DEFAULT.keep()).isEqualTo(5);
    }

    @Test
    void aPatchThatSaysNothingChangesNothing() {
        assertThat(SettingsPatch.NONE.applyTo(Settings.DEFAULT)).isEqualTo(Settings.DEFAULT);
        assertThat(patch("{}")).isEqualTo(SettingsPatch.NONE);
    }

    @Test
    void layersAreLaidOverEachOtherTheLastOneWins() {
        Settings pack = patch("{\"workers\": 2, \"keep\": 7, \"bind\": [\"127.0.0.1:1\", \"127.0.0.1:2\"]}")
                .applyTo(Settings.DEFAULT);
        Settings operator = patch("{\"workers\": 4, \"bind\": [\":9000\"]}").applyTo(pack);

        assertThat(operator.workers()).isEqualTo(4);
        assertThat(operator.keep()).isEqualTo(7);
        assertThat(operator.bind()).containsExactly(BindAddress.parse("0.0.0.0:9000"));
        assertThat(operator.threads()).isEqualTo(Settings.DEFAULT.threads());
    }

    @Test
    void environmentVariablesAreMergedKeyByKey() {
        Settings pack = settings("{\"env\": {\"A\": \"pack\", \"B\": \"pack\"}}");
        Settings operator =
                patch("{\"env\": {\"B\": \"operator\", \"C\": \"operator\"}}").applyTo(pack);
        assertThat(operator.env())
                .containsExactlyInAnyOrderEntriesOf(Map.of("A", "pack", "B", "operator", "C", "operator"));
    }

    @Test
    void probeAndRestartPolicyAreMergedPartByPart() {
        Settings pack =
                settings("{\"probe\": {\"path\": \"/health\", \"failures\": 5}, \"restart\": {\"max_restarts\": 9}}");
        Settings operator = patch(
                        "{\"probe\": {\"expect\": \"200\", \"type\": \"http\"}, \"restart\": {\"window_seconds\": 60}}")
                .applyTo(pack);

        assertThat(operator.probe())
                .isEqualTo(new ProbeSpec(ProbeSpec.Type.HTTP, "/health", new StatusSet("200"), null, 10, 2, 5));
        assertThat(operator.restart()).isEqualTo(new RestartPolicy(1, 60, 9, 60, 300));
    }

    @Test
    void everyFieldOfASettingsCanBePatched() {
        Settings all = settings("{\"entry_point\": \"wsgi:make()\", \"requirements\": \"deps/web.txt\","
                + " \"bind\": [\"127.0.0.1:81\"], \"workers\": 3, \"worker_class\": \"gthread\", \"threads\": 8,"
                + " \"request_timeout_seconds\": 31, \"graceful_timeout_seconds\": 32, \"startup_timeout_seconds\": 33,"
                + " \"bake_seconds\": 34, \"env\": {\"A\": \"b\"}, \"probe\": {\"type\": \"tcp\"},"
                + " \"smoke_tests\": [{\"path\": \"/\"}], \"restart\": {\"initial_backoff_seconds\": 2},"
                + " \"state\": \"external\", \"keep\": 6, \"max_rss_bytes\": 1000000}");
        assertThat(all).usingRecursiveComparison().ignoringFields("restart").isNotEqualTo(Settings.DEFAULT);
        assertThat(all.entryPoint()).isEqualTo("wsgi:make()");
        assertThat(all.requirements()).isEqualTo("deps/web.txt");
        assertThat(all.workerClass()).isEqualTo("gthread");
        assertThat(all.threads()).isEqualTo(8);
        assertThat(all.requestTimeoutSeconds()).isEqualTo(31);
        assertThat(all.gracefulTimeoutSeconds()).isEqualTo(32);
        assertThat(all.startupTimeoutSeconds()).isEqualTo(33);
        assertThat(all.bakeSeconds()).isEqualTo(34);
        assertThat(all.probe().type()).isEqualTo(ProbeSpec.Type.TCP);
        assertThat(all.smokeTests()).hasSize(1);
        assertThat(all.restart().initialBackoffSeconds()).isEqualTo(2);
        assertThat(all.state()).isEqualTo(StateKind.EXTERNAL);
        assertThat(all.keep()).isEqualTo(6);
        assertThat(all.maxRssBytes()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'entry_point': 'app app'}                 | entry_point",
                "{'entry_point': '-c'}                      | entry_point",
                "{'requirements': '/etc/passwd'}            | requirements",
                "{'requirements': 'a/../../b'}              | requirements",
                "{'requirements': ''}                       | requirements",
                "{'requirements': '-r/etc/passwd'}          | requirements",
                "{'bind': []}                               | bind",
                "{'bind': [null]}                           | bind",
                "{'bind': ['8000', '0.0.0.0:8000']}         | bind names the same address twice",
                "{'workers': 0}                             | workers is 0",
                "{'workers': 257}                           | workers is 257",
                "{'worker_class': 'a b'}                    | worker_class",
                "{'threads': 0}                             | threads",
                "{'request_timeout_seconds': -1}            | request_timeout_seconds",
                "{'graceful_timeout_seconds': 0}            | graceful_timeout_seconds",
                "{'startup_timeout_seconds': 0}             | startup_timeout_seconds",
                "{'bake_seconds': -1}                       | bake_seconds",
                "{'keep': 1}                                | keep",
                "{'max_rss_bytes': -1}                      | max_rss_bytes",
                "{'env': {'A B': 'c'}}                      | env 'A B'",
                "{'env': {'': 'c'}}                         | env ''",
                "{'env': {'A': 'x\\u0000y'}}                | env 'A'",
                "{'env': {'A': null}}                       | env 'A'",
                "{'smoke_tests': [null]}                    | smoke_tests",
                "{'smoke_tests': [{'path': 'x'}]}           | smoke test path 'x'",
                "{'smoke_tests': [{}]}                      | smoke test path",
                "{'smoke_tests': [{'path':'/','method':'get'}]}           | 'get' is not an HTTP method in capitals",
                "{'smoke_tests': [{'path':'/','headers':{'A\\nB': 'c'}}]} | smoke test header",
                "{'smoke_tests': [{'path':'/','headers':{'A': 'c\\nd'}}]} | smoke test header 'A'",
                "{'smoke_tests': [{'path':'/','headers':{'A': null}}]}    | smoke test header 'A'",
                "{'probe': {'path': 'status'}}              | probe.path 'status'",
                "{'probe': {'path': '/a b'}}                | probe.path",
                "{'probe': {'interval_seconds': 0}}         | probe.interval_seconds",
                "{'probe': {'timeout_seconds': 0}}          | probe.timeout_seconds",
                "{'probe': {'failures': 0}}                 | probe.failures",
                "{'restart': {'initial_backoff_seconds': 0}}| restart.initial_backoff_seconds",
                "{'restart': {'initial_backoff_seconds': 9, 'max_backoff_seconds': 8}} | restart.max_backoff_seconds",
                "{'restart': {'max_restarts': 0}}           | restart.max_restarts",
                "{'restart': {'window_seconds': 0}}         | restart.window_seconds",
                "{'restart': {'crash_loop_retry_seconds': 0}} | restart.crash_loop_retry_seconds"
            },
            quoteCharacter = '"')
    void aSettingThatCannotWorkIsRefusedByName(String json, String inMessage) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(json.replace('\'', '"')))
                .withMessageContaining(inMessage);
    }

    @Test
    void aSmokeTestIsNamedAfterWhatItAsksUnlessToldOtherwise() {
        SmokeTest test = new SmokeTest(null, null, "/a", null, null, null, null);
        assertThat(test.name()).isEqualTo("GET /a");
        assertThat(test.expect()).isEqualTo(new StatusSet("200-299"));
        assertThat(test.headers()).isEmpty();
        assertThat(new SmokeTest("named", "POST", "/a", null, null, null, null).name())
                .isEqualTo("named");
    }

    @Test
    void settingsCannotBeChangedFromOutside() {
        assertThat(Settings.DEFAULT.bind()).isUnmodifiable();
        assertThat(settings("{\"env\": {\"A\": \"b\"}}").env()).isUnmodifiable();
        assertThat(settings("{\"smoke_tests\": [{\"path\": \"/\"}]}").smokeTests())
                .isUnmodifiable();
    }

    @Test
    void aPatchOfAddressesSaysNothingElse() {
        BindAddress address = BindAddress.parse("127.0.0.1:81");
        assertThat(SettingsPatch.bind(List.of(address)).applyTo(Settings.DEFAULT))
                .usingRecursiveComparison()
                .ignoringFields("bind")
                .isEqualTo(Settings.DEFAULT);
    }
}
