package io.globohub.common.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.SmokeTest;
import io.globohub.common.manifest.StateKind;
import io.globohub.common.manifest.StatusSet;
import io.globohub.common.manifest.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackDescriptorTest {
    private static final String HEAD = "app: desafio\nversion: \"1.10\"\n";

    private static PackDescriptor parse(String yaml) throws PackRejected {
        return PackDescriptor.parse(yaml, null, null);
    }

    private static Settings settings(String yaml) throws PackRejected {
        return parse(HEAD + yaml).settings().applyTo(Settings.DEFAULT);
    }

    @Test
    void onlyAppAndVersionAreNeeded() throws PackRejected {
        assertThat(parse(HEAD))
                .isEqualTo(new PackDescriptor(new AppName("desafio"), new Version("1.10"), SettingsPatch.NONE));
    }

    @Test
    void whatIsGivenOutsideGoesBeforeWhatTheFileSays() throws PackRejected {
        PackDescriptor given = PackDescriptor.parse(HEAD, "other", "2.0");
        assertThat(given.app()).isEqualTo(new AppName("other"));
        assertThat(given.version()).isEqualTo(new Version("2.0"));
        assertThat(PackDescriptor.parse("", "other", "2.0")).isEqualTo(given);
    }

    @Test
    void anUnquotedVersionIsRefusedSinceYamlWouldCutIt() {
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> parse("app: desafio\nversion: 1.10\n"))
                .withMessageContaining("in quotes");
    }

    @Test
    void settingsAreWrittenAsPeopleWriteThem() throws PackRejected {
        Settings settings = settings("""
                entry_point: wsgi:make()
                bind: 8001
                env: {WORKERS: 3, DEBUG: false, NAME: x}
                state: external
                probe: {path: /health, expect: 200}
                """);
        assertThat(settings.entryPoint()).isEqualTo("wsgi:make()");
        assertThat(settings.bind()).containsExactly(BindAddress.parse("0.0.0.0:8001"));
        assertThat(settings.env())
                .containsExactlyInAnyOrderEntriesOf(Map.of("WORKERS", "3", "DEBUG", "false", "NAME", "x"));
        assertThat(settings.state()).isEqualTo(StateKind.EXTERNAL);
        assertThat(settings.probe().expect()).isEqualTo(new StatusSet("200"));
    }

    @Test
    void severalAddressesMayBePortsOrWhole() throws PackRejected {
        assertThat(settings("bind: [8001, \"127.0.0.1:8002\", \"[::1]:8003\"]\n")
                        .bind())
                .containsExactly(
                        BindAddress.parse("0.0.0.0:8001"),
                        BindAddress.parse("127.0.0.1:8002"),
                        BindAddress.parse("[::1]:8003"));
    }

    @Test
    void aJsonBodyOfASmokeTestBecomesTextWithItsContentType() throws PackRejected {
        assertThat(settings("""
                                smoke_tests:
                                  - name: post
                                    method: POST
                                    path: /new
                                    json: {b: 1, a: é}
                                    headers: {X-Test: "1"}
                                    expect: 201
                                    body_contains: ok
                                """).smokeTests())
                .containsExactly(new SmokeTest(
                        "post",
                        "POST",
                        "/new",
                        Map.of("X-Test", "1", "Content-Type", "application/json"),
                        "{\"a\":\"é\",\"b\":1}",
                        new StatusSet("201"),
                        "ok"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: \"1\"                          | does not say 'app'",
                "app: desafio                            | does not say 'version'",
                "app: Desafio                            | does not say 'version'",
                "- a list                                | must hold a mapping",
                "just text                               | must hold a mapping",
                "app: [                                  | pack.yaml",
                "{app: a, version: \"1\", workrs: 2}     | at /workrs: unknown field 'workrs'",
                "{app: a, version: \"1\", workers: 0}    | workers is 0",
                "{app: a, version: \"1\", workers: many} | at /workers",
                "{app: a, version: \"1_0\"}              | version '1_0'",
                "{app: A, version: \"1\"}                | app name 'A'",
                "{app: a, version: \"1\", bind: \"x:y\"} | must end in :PORT",
                "{app: a, version: \"1\", probe: {path: status}}         | probe.path",
                "{app: a, version: \"1\", smoke_tests: {path: /}}        | at /smoke_tests",
                "{app: a, version: \"1\", smoke_tests: [{path: x}]}      | smoke test path 'x'",
                "{app: a, version: \"1\", smoke_tests: [{path: /, pth: /}]}       | unknown field 'pth'",
                "{app: a, version: \"1\", env: {A: [1]}}                 | at /env/A",
                "{app: a, version: \"1\", env: {A: null}}                | env 'A'",
                "{app: a, version: \"1\", version: \"2\"}                | pack.yaml"
            })
    void badInputIsRefusedWithItsPlaceAndASentence(String yaml, String inMessage) {
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> parse(yaml))
                .withMessageStartingWith("pack.yaml")
                .withMessageContaining(inMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void theSampleAppSaysWhatItShould(String version) throws Exception {
        Path sample = Path.of("../packaging/samples/desafio", version);
        PackDescriptor descriptor = parse(Files.readString(sample.resolve("pack.yaml")));
        assertThat(descriptor.app()).isEqualTo(new AppName("desafio"));
        assertThat(descriptor.version()).isEqualTo(new Version(version));
        Settings settings = descriptor.settings().applyTo(Settings.DEFAULT);
        assertThat(settings.state()).isEqualTo(StateKind.MEMORY);
        assertThat(settings.smokeTests()).extracting(SmokeTest::method).contains("POST", "GET");
        assertThat(Files.readAllLines(sample.resolve("requirements.txt")))
                .isEqualTo(List.of(
                        "click==7.1.2",
                        "Flask==1.1.2",
                        "gunicorn==20.0.4",
                        "itsdangerous==1.1.0",
                        "Jinja2==2.11.2",
                        "MarkupSafe==1.1.1",
                        "Werkzeug==1.0.1"));
    }
}
