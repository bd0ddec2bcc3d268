package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.state.Reason;
import io.globohub.testkit.CodeRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what the code does: what can be compared is compared. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path REASONS = ROOT.resolve("docs/reasons.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);
    private static final Pattern CLASS = Pattern.compile("`((?:common|agent|controller)(?:\\.[a-z]+)*)\\.([A-Z]\\w+)`");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CHANGELOG.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    /** After a change of the list: {@code mvn … -Dtest=DocumentsTest -Ddocs.reasons=write}. */
    @Test
    void everyReasonStandsInTheDocumentsWithItsRemedy() throws IOException {
        String table = Arrays.stream(Reason.values())
                .map(reason -> "| `" + reason.code() + "` | " + reason.remedy() + " |")
                .collect(Collectors.joining("\n", "| code | what to do |\n|---|---|\n", "\n"));
        String page = Files.readString(REASONS);
        String upToTable = page.substring(0, page.indexOf("| code |"));
        if ("write".equals(System.getProperty("docs.reasons"))) {
            Files.writeString(REASONS, upToTable + table);
        }
        assertThat(Files.readString(REASONS)).isEqualTo(upToTable + table);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                boolean elsewhere = link.group(1).contains("://");
                if (!elsewhere
                        && (!Files.exists(target) || (link.group(2) != null && !hasAnchor(target, link.group(2))))) {
                    dead.add(document + " -> " + link.group());
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    /** As the well-known sites make anchors of headings. */
    private static boolean hasAnchor(Path page, String anchor) throws IOException {
        Matcher heading = HEADING.matcher(Files.readString(page));
        while (heading.find()) {
            String text = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{Alnum} _-]", "");
            if (text.replace(' ', '-').equals(anchor)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void everyClassThatTheMapNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path document : documents()) {
            Matcher named = CLASS.matcher(Files.readString(document));
            while (named.find()) {
                String module = named.group(1).split("\\.")[0];
                Path source = ROOT.resolve(module + "/src/main/java/io/globohub")
                        .resolve(named.group(1).replace('.', '/'))
                        .resolve(named.group(2) + ".java");
                if (!Files.exists(source)) {
                    missing.add(document + ": " + named.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyDecisionIsInTheIndex() throws IOException {
        String index = Files.readString(ROOT.resolve("docs/decisions/README.md"));
        try (Stream<Path> decisions = Files.list(ROOT.resolve("docs/decisions"))) {
            assertThat(decisions.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\d{4}-.*")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("(" + name + ")"));
        }
    }

    @Test
    void filesOfThisModuleFitTheMindToo() {
        assertThat(CodeRules.sourceFilesTooLong()).isEmpty();
    }
}
