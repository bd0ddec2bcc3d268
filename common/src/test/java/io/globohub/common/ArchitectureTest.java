package io.globohub.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.globohub.testkit.CodeRules;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String ROOT = "io.globohub.common";
    private static final JavaClasses COMMON = CodeRules.classesIn(ROOT);

    /** Who may know whom: each package may use those listed, and nothing else of ours. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("manifest", List.of()),
            entry("json", List.of("manifest")),
            entry("state", List.of("manifest", "json")),
            entry("event", List.of("manifest", "state")),
            entry("protocol", List.of("manifest", "state", "event")),
            entry("pack", List.of("manifest", "json")),
            entry("selector", List.of()),
            entry("build", List.of()),
            entry("disk", List.of()),
            entry("keys", List.of("manifest")),
            entry("service", List.of("time")),
            entry("time", List.of()));

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsOnlyThoseBelowIt(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
                .map(each -> ROOT + "." + each + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(allowed)
                                .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                                        "io.globohub..")))
                .check(COMMON);
    }

    @Test
    void everyPackageIsOnTheMap() {
        Set<String> found = COMMON.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(MAY_USE.keySet());
    }

    @Test
    void thereIsNoCircle() {
        CodeRules.noCyclesBelow(ROOT).check(COMMON);
    }

    @Test
    void valuesAndDecisionsTouchNothingOutside() {
        CodeRules.packagesWithoutEffects(Stream.of("manifest", "state", "event", "protocol", "selector")
                        .map(name -> ROOT + "." + name)
                        .toArray(String[]::new))
                .check(COMMON);
    }

    @Test
    void onlyJsonAndPackKnowTheJsonLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".json", ROOT + ".pack")
                // the body of an event is passed on as it came
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".protocol.EventView")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(COMMON);
    }

    @Test
    void thereIsNoServerNoClientAndNoLoggerInHere() {
        String[] foreign = {
            "io.javalin..", "okhttp3..", "org.slf4j..", "java.util.logging..", "picocli..", "org.zeroturnaround.."
        };
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign)
                .because(Arrays.toString(foreign) + " belong to the programs")
                .check(COMMON);
    }

    @Test
    void namesSayARole() {
        CodeRules.namesSayARole().check(COMMON);
    }

    @Test
    void timeIsHandedIn() {
        CodeRules.timeIsHandedIn().check(COMMON);
    }

    @Test
    void nothingStaticChanges() {
        CodeRules.nothingStaticChanges().check(COMMON);
    }

    @Test
    void filesFitTheMind() {
        assertThat(CodeRules.sourceFilesTooLong()).isEmpty();
    }

    @Test
    void everyPackageSaysWhatLivesInIt() {
        assertThat(CodeRules.packagesWithoutAWord()).isEmpty();
    }
}
