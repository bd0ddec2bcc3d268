package io.globohub.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.globohub.agent.gunicorn.LogLimits;
import io.globohub.common.manifest.BindAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentConfigFileTest {
    @TempDir
    Path directory;

    @Test
    void oneControllerIsEnoughAndTheRestHasDefaults() throws IOException {
        AgentConfig config = load("controllers: https://controller:7070/\n");

        assertThat(config.controllers()).containsExactly(URI.create("https://controller:7070"));
        assertThat(config.layout()).isEqualTo(AgentConfigFile.DEFAULT_LAYOUT);
        assertThat(config.python()).isEqualTo("python3");
        assertThat(config.pip()).isEqualTo(AgentConfig.PipConfig.DEFAULT);
        assertThat(config.checkinSeconds()).isEqualTo(10);
        assertThat(config.upkeep()).isEqualTo(AgentConfig.Upkeep.DEFAULT);
        assertThat(config.labels()).isEmpty();
        assertThat(config.trustedKeys()).isEmpty();
        assertThat(config.metricsListen()).isNull();
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), "-----");
        AgentConfig config = load("""
                controllers: [http://a:1, https://b/prefix]
                ca_file: ca.pem
                labels: {role: web, rack: 7}
                root: everything
                log_dir: /elsewhere
                python: /usr/bin/python3
                pip:
                  index_url: https://pip.example.net/simple
                  extra_index_urls: [https://more.example.net/simple]
                  proxy: http://proxy:3128
                  ca_file: ca.pem
                  find_links: /srv/wheels
                  no_index: true
                checkin_seconds: 30
                scrub_seconds: 600
                prune_after_days: 30
                min_free_ratio: 0.1
                min_free_bytes: 2000000000
                metrics_listen: 127.0.0.1:7071
                app_logs: {max_megabytes: 7, keep: 3}
                trusted_keys: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                """);

        assertThat(config.controllers()).containsExactly(URI.create("http://a:1"), URI.create("https://b/prefix"));
        assertThat(config.metricsListen()).isEqualTo(new BindAddress("127.0.0.1", 7071));
        assertThat(config.caFile()).isEqualTo(directory.resolve("ca.pem"));
        assertThat(config.labels()).isEqualTo(Map.of("role", "web", "rack", "7"));
        assertThat(config.layout().install()).isEqualTo(directory.resolve("everything/globoHUB"));
        assertThat(config.layout().state()).isEqualTo(directory.resolve("everything/state"));
        assertThat(config.layout().logs()).isEqualTo(Path.of("/elsewhere"));
        assertThat(config.layout().run()).isEqualTo(directory.resolve("everything/run"));
        assertThat(config.pip().findLinks()).containsExactly("/srv/wheels");
        assertThat(config.pip().noIndex()).isTrue();
        assertThat(config.checkinSeconds()).isEqualTo(30);
        assertThat(config.upkeep()).isEqualTo(new AgentConfig.Upkeep(600, 30, 0.1, 2_000_000_000L));
        assertThat(config.trustedKeys()).hasSize(1);
        assertThat(config.logs()).isEqualTo(new LogLimits(7 * 1024 * 1024, 3));
    }

    @Test
    void everyErrorIsNamedAtOnce() {
        assertThat(errors("""
                        controllers: [ftp://a, https://me@b]
                        checkin_seconds: 0
                        labels: {host: x, "bad key": y, role: "a b"}
                        pip: {no_index: maybe, index_ulr: https://x}
                        trusted_keys: [short]
                        ca_file: missing.pem
                        pyhton: python3
                        """))
                .hasSize(11)
                .anySatisfy(error -> assertThat(error).contains("'ftp://a' must begin with https:// or http://"))
                .anySatisfy(error -> assertThat(error).contains("must hold no user"))
                .anySatisfy(error -> assertThat(error).contains("'checkin_seconds' must be a whole number from 1"))
                .anySatisfy(error -> assertThat(error).contains("'labels.host' is a label every host has already"))
                .anySatisfy(error -> assertThat(error).contains("'labels.bad key' is no label name"))
                .anySatisfy(error -> assertThat(error).contains("'labels.role' has a value that no selector"))
                .anySatisfy(error -> assertThat(error).contains("'pip.no_index' must be true or false"))
                .anySatisfy(error ->
                        assertThat(error).isEqualTo("unknown key 'pip.index_ulr' (did you mean 'pip.index_url'?)"))
                .anySatisfy(error -> assertThat(error).contains("'trusted_keys' holds 'short'"))
                .anySatisfy(
                        error -> assertThat(error).contains("'ca_file' names").contains("not a readable file"))
                .anySatisfy(error -> assertThat(error).isEqualTo("unknown key 'pyhton' (did you mean 'python'?)"));
    }

    @Test
    void anUnknownKeyLikeNoOtherListsTheKnownOnes() {
        assertThat(errors("controllers: http://a\nxxxxxxxxxxxxxx: 1\n"))
                .singleElement()
                .asString()
                .contains("known are app_logs, ca_file, checkin_seconds, client_certificate");
    }

    @Test
    void aMissingFileSaysWhatToDo() {
        InvalidConfig invalid =
                catchThrowableOfType(InvalidConfig.class, () -> AgentConfigFile.load(directory.resolve("agent.yaml")));

        assertThat(invalid).hasMessageContaining("there is no such file").hasMessageContaining("enroll");
    }

    @Test
    void brokenYamlAndOtherShapesAreRefusedInOneSentence() {
        assertThat(errors("controllers: [unclosed\n"))
                .singleElement()
                .asString()
                .contains("not readable as YAML");
        assertThat(errors("- a\n- b\n")).singleElement().asString().contains("must be a mapping");
        assertThat(errors("controllers: {a: b}\n")).singleElement().asString().contains("a text or a list of texts");
    }

    @Test
    void onlyARunningAgentNeedsAController() throws IOException {
        Path file = write("# nothing yet\n");

        assertThat(AgentConfigFile.loadBeforeEnrolment(file).controllers()).isEmpty();
        assertThat(errors("# nothing yet\n")).singleElement().asString().contains("'controllers' is missing");
    }

    @Test
    void theFileIsTheOneGivenElseTheEnvironmentsElseTheDefault() {
        Map<String, String> environment = Map.of(AgentConfigFile.PATH_VARIABLE, "/env/agent.yaml");

        assertThat(AgentConfigFile.locate(Path.of("/given.yaml"), environment)).isEqualTo(Path.of("/given.yaml"));
        assertThat(AgentConfigFile.locate(null, environment)).isEqualTo(Path.of("/env/agent.yaml"));
        assertThat(AgentConfigFile.locate(null, Map.of())).isEqualTo(AgentConfigFile.DEFAULT_PATH);
    }

    @Test
    void thePackagedExampleIsValidAsItIsAndWithEverythingSwitchedOn() throws IOException {
        String example = Files.readString(Path.of("..", "packaging", "etc", "agent.yaml"));
        assertThat(AgentConfigFile.loadBeforeEnrolment(write(example)).controllers())
                .isEmpty();

        String on = example.replaceAll("(?m)^# (?=[a-z_]+:( |$)|  )", "")
                .replaceAll(
                        "/etc/globohub/(ca.pem|host.pem|host.key)", write("x").toString());
        Files.writeString(directory.resolve("on.yaml"), on);
        AgentConfig config = AgentConfigFile.load(directory.resolve("on.yaml"));

        assertThat(config.controllers()).hasSize(2);
        assertThat(config.labels()).containsEntry("role", "web");
        assertThat(config.pip().proxy()).isNotNull();
    }

    private AgentConfig load(String yaml) throws IOException {
        return AgentConfigFile.load(write(yaml));
    }

    private List<String> errors(String yaml) {
        return catchThrowableOfType(InvalidConfig.class, () -> load(yaml)).errors();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("agent.yaml"), yaml);
    }
}
