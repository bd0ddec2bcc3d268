package io.globohub.controller.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class CommandLineArchitectureTest {
    private static final String CLI = "io.globohub.controller.cli";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CLI);

    @Test
    void onlyWhatRunsOrKeepsTheServerKnowsIt() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Serve")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.jdbi..", "java.sql..")
                .check(CODE);
        classes()
                .that()
                .doNotHaveSimpleName("Serve")
                .and()
                .doNotHaveSimpleName("Backup")
                .and()
                .doNotHaveSimpleName("Restore")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("io.globohub.controller")
                .check(CODE);
    }

    @Test
    void whatIsShownIsMadeWithoutTouchingTheWorld() {
        noClasses()
                .that()
                .resideInAnyPackage(CLI + ".output", CLI + ".view")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "okhttp3..", "picocli..")
                .check(CODE);
    }

    @Test
    void okhttpIsConfinedToTheClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLI + ".client")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..")
                .check(CODE);
    }

    @Test
    void packagesHaveNoCycle() {
        SlicesRuleDefinition.slices()
                .matching(CLI + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CODE);
    }

    @Test
    void timeAndEnvironmentAreHandedIn() {
        noClasses()
                .that()
                .doNotHaveSimpleName("GlobohubMain")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CODE);
    }
}
