package io.globohub.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.globohub.testkit.CodeRules;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "io.globohub.controller";
    private static final JavaClasses CLASSES = CodeRules.classesIn(ROOT);

    /** Who may import whom; common is allowed to all, and the wiring may import everything. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            entry("records", List.of()),
            entry("history", List.of("records")),
            entry("auth", List.of("records")),
            entry("fleet", List.of("records")),
            entry("catalogue", List.of("records", "auth")),
            entry("logs", List.of("records", "auth", "fleet")),
            entry("agents", List.of("records", "auth", "fleet", "logs")),
            entry("rollout", List.of("records", "auth", "fleet", "catalogue")),
            entry("store", List.of("records", "history", "catalogue")),
            entry("repository", List.of("catalogue")),
            entry("backup", List.of("records", "store")),
            entry(
                    "api",
                    List.of(
                            "records",
                            "auth",
                            "fleet",
                            "catalogue",
                            "agents",
                            "logs",
                            "rollout",
                            "history",
                            "throttle",
                            "tls",
                            "webhook",
                            "web")),
            entry("throttle", List.of()),
            entry("web", List.of()),
            entry("webhook", List.of("records")),
            entry("tls", List.of("records")));

    @Test
    void packagesImportOnlyWhatTheyMay() {
        MAY_IMPORT.forEach((name, allowed) -> {
            String[] forbidden = Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("cli"))
                    .filter(other -> !other.equals(name) && !allowed.contains(other))
                    .map(other -> ROOT + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(CLASSES);
        });
    }

    @Test
    void everyPackageHasItsRule() {
        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> name.startsWith(ROOT + "."))
                        .map(name -> name.substring(ROOT.length() + 1).split("\\.", -1)[0])
                        .filter(name -> !name.equals("cli"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    @Test
    void theCommandLineKnowsNothingOfTheServerButHowToStartIt() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MAY_IMPORT.keySet().stream()
                        .map(name -> ROOT + "." + name + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void sqlStaysInTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer..", "org.sqlite..")
                .check(CLASSES);
    }

    @Test
    void javalinStaysInTheApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty.server..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void jettysClientIsForSimulatedAgentsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".api..", ROOT + ".cli.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }

    @Test
    void theServerAsksNobodyOverHttpButTheRepositoryOfPacksAndWebhooks() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".repository..", ROOT + ".webhook..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "java.net.http..", "picocli..")
                .check(CLASSES);
    }

    @Test
    void decisionsArePure() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Decider")
                .or()
                .haveSimpleNameEndingWith("Planner")
                .or()
                .haveSimpleNameEndingWith("Calculator")
                .or()
                .haveSimpleName("Verdict")
                .or()
                .haveSimpleName("Batches")
                .or()
                .haveSimpleName("WayBack")
                .or()
                .haveSimpleName("LateHosts")
                .or()
                .haveSimpleName("Board")
                .or()
                .haveSimpleName("Explainer")
                .or()
                .haveSimpleName("FreshnessRule")
                .or()
                .haveSimpleName("HostViews")
                .or()
                .haveSimpleName("RolloutViews")
                .or()
                .haveSimpleName("AccessRule")
                .or()
                .haveSimpleName("HashChain")
                .or()
                .haveSimpleName("Effect")
                .or()
                .haveSimpleName("DiskRule")
                .or()
                .haveSimpleName("CsvRows")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "java.io..",
                        "java.nio.file..",
                        "java.net..",
                        "java.sql..",
                        "org.slf4j..",
                        "java.lang.reflect..")
                .andShould()
                .onlyDependOnClassesThat()
                .doNotHaveFullyQualifiedName("java.time.Clock")
                .check(CLASSES);
    }

    @Test
    void noPackageDependsOnItselfThroughOthers() {
        CodeRules.noCyclesBelow(ROOT).check(CLASSES);
    }

    @Test
    void theRulesOfTheHouseHold() {
        CodeRules.namesSayARole().check(CLASSES);
        CodeRules.timeIsHandedIn().check(CLASSES);
        CodeRules.nothingStaticChanges().check(CLASSES);
        // the command line has an architecture test of its own
        assertThat(CodeRules.sourceFilesTooLong())
                .filteredOn(file -> !file.contains("/cli/"))
                .isEmpty();
        assertThat(CodeRules.packagesWithoutAWord()).isEmpty();
    }
}
