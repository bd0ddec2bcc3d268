package io.globohub.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rules of the house that hold in every module, for each module's own architecture test. */
public final class CodeRules {
    private static final int LONGEST_FILE = 300;

    private CodeRules() {}

    /** The main classes under a package. */
    public static JavaClasses classesIn(String packageName) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/testkit/"))
                .importPackages(packageName);
    }

    /** No package depends on itself through others; {@code root} such as {@code io.globohub.common}. */
    public static ArchRule noCyclesBelow(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    public static ArchRule namesSayARole() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .because("a class is named for its role");
    }

    /** Packages of {@code pure} decide and describe; they touch no file, socket, process, thread or clock. */
    public static ArchRule packagesWithoutEffects(String... pure) {
        return noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .because("decisions and values are pure");
    }

    /** Time and waiting are handed in; only wiring, in classes whose name ends so, takes the real ones. */
    public static ArchRule timeIsHandedIn() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .and()
                .haveSimpleNameNotEndingWith("Wiring")
                .and()
                .doNotHaveFullyQualifiedName("io.globohub.common.time.Sleeper")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("tests move time by hand");
    }

    public static ArchRule nothingStaticChanges() {
        return fields().that().areStatic().should().beFinal().because("state has one owner and is handed in");
    }

    /** Source files longer than {@value #LONGEST_FILE} lines, of the module whose directory this is run in. */
    public static List<String> sourceFilesTooLong() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : filesBelow("src", ".java")) {
            int lines = read(file).size();
            if (lines > LONGEST_FILE) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        return tooLong;
    }

    /** Directories with main classes whose {@code package-info.java} does not say what lives there. */
    public static List<String> packagesWithoutAWord() {
        return filesBelow("src/main/java", ".java").stream()
                .map(Path::getParent)
                .distinct()
                .filter(directory -> {
                    Path info = directory.resolve("package-info.java");
                    return !Files.exists(info) || !String.join("\n", read(info)).contains("/**");
                })
                .map(Path::toString)
                .toList();
    }

    private static List<Path> filesBelow(String directory, String suffix) {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
