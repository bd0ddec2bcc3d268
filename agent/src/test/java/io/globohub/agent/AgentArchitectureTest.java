package io.globohub.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the agent's code promises of itself. */
class AgentArchitectureTest {
    private static final int MAX_LINES = 300;
    private static final JavaClasses AGENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.globohub.agent");

    /** The package at the root holds nothing but the composition of the rest. */
    private static final DescribedPredicate<JavaClass> WIRING =
            DescribedPredicate.describe("wiring", type -> type.getPackageName().equals("io.globohub.agent"));

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(AGENT);
    }

    @Test
    void packagesFormNoCycle() {
        holds(slices().matching("io.globohub.agent.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyExecAndProcessStartPrograms() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("io.globohub.agent.exec..", "io.globohub.agent.process..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.zeroturnaround..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class));
    }

    @Test
    void onlyTheEdgesSpeakHttp() {
        holds(noClasses()
                .that(DescribedPredicate.not(WIRING))
                .and()
                .resideOutsideOfPackages(
                        "io.globohub.agent.artifact..", "io.globohub.agent.uplink..", "io.globohub.agent.probe..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("okhttp3.."));
    }

    @Test
    void timeIsHandedIn() {
        holds(noClasses()
                .that(DescribedPredicate.not(WIRING))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class));
    }

    @Test
    void namesSayTheRole() {
        holds(noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)")
                .orShould()
                .haveSimpleNameStartingWith("Abstract"));
    }

    @Test
    void theControllerIsNotKnown() {
        holds(noClasses().should().dependOnClassesThat().resideInAPackage("io.globohub.controller.."));
    }

    @Test
    void nothingIsMocked() {
        holds(noClasses().should().dependOnClassesThat().resideInAPackage("org.mockito.."));
    }

    @Test
    void noSourceFileIsLongerThanOneCanRead() throws IOException {
        List<Path> tooLong = new ArrayList<>();
        for (Path file : sources("src")) {
            if (Files.readAllLines(file).size() > MAX_LINES) {
                tooLong.add(file);
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatLivesInIt() throws IOException {
        List<Path> silent = sources("src/main/java").stream()
                .map(Path::getParent)
                .distinct()
                .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                .toList();

        assertThat(silent).isEmpty();
    }

    private static List<Path> sources(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
