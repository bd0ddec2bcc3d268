package io.globohub.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.cli.HostChecks.Finding;
import io.globohub.agent.config.AgentConfigFile;
import io.globohub.testkit.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostChecksTest {
    @TempDir
    Path directory;

    private List<Finding> look(String more) throws Exception {
        Path file = Files.writeString(
                directory.resolve("agent.yaml"),
                "controllers: http://127.0.0.1:" + RealParts.freePort() + "\nroot: " + directory + "\n" + more);
        return new HostChecks(AgentConfigFile.load(file), Map.of("PATH", "/usr/bin:/bin"), Clock.systemUTC()).look();
    }

    private static Finding first(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsNotGoodComesWithARemedy() throws Exception {
        List<Finding> findings = look("python: /nowhere/python3\n");

        assertThat(findings)
                .filteredOn(finding -> !finding.good())
                .allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
        for (String check : List.of("python", "controller", "enrolment", "agent")) {
            assertThat(first(findings, check).good()).as(check).isFalse();
        }
        for (String check : List.of("configuration", "system", "directories", "index")) {
            assertThat(first(findings, check).good()).as(check).isTrue();
        }
    }

    @Test
    void thePasswordOfAnIndexIsNotShown() throws Exception {
        List<Finding> findings =
                look("pip: {index_url: \"http://me:secret@127.0.0.1:" + RealParts.freePort() + "/simple\"}\n");

        assertThat(first(findings, "index").good()).isFalse();
        assertThat(first(findings, "index").what())
                .contains("http://127.0.0.1:")
                .doesNotContain("secret");
    }

    @Test
    void whereNoIndexIsUsedNoneIsAsked() throws Exception {
        assertThat(first(look("pip: {no_index: true, find_links: /srv/wheels}\n"), "index"))
                .satisfies(finding -> assertThat(finding.good()).isTrue());
    }
}
