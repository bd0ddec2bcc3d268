package io.globohub.packaging.man;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.testkit.RealParts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        ManPagesMain.write(directory, "9.8");
    }

    /** As man shows it; groff's warnings stand in it, too. */
    private String shown(String page) throws Exception {
        RealParts.require(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "man"))),
                "man is not installed");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "man", "--warnings=w", "-l", directory.resolve(page).toString()))
                .redirectErrorStream(true);
        builder.environment().put("MANWIDTH", "100");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("MAN_KEEP_FORMATTING", "");
        builder.environment().put("MANPAGER", "cat");
        Process man = builder.start();
        String text = new String(man.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(man.waitFor()).as(text).isZero();
        return text.replaceAll(".\b", "");
    }

    @Test
    void everyCommandOfTheOperatorsIsOnThePageAndManHasNothingToComplainOf() throws Exception {
        assertThat(shown("globohub.1"))
                .contains("globoHUB 9.8", "globohub rollout start APP VERSION", "globohub logs HOST APP")
                .contains("-f, --follow", "EXIT STATUS", "GLOBOHUB_TOKEN", "--batch=N|N%")
                .doesNotContain("warning", "${", "globohub names", "<standard input>");
    }

    @Test
    void theAgentHasAPageToo() throws Exception {
        assertThat(shown("globohub-agent.1"))
                .contains("globohub-agent enroll", "globohub-agent rollback", "/etc/globohub/agent.yaml")
                .doesNotContain("warning", "${", "<standard input>");
    }
}
