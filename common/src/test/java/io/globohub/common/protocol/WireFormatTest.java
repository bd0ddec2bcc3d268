package io.globohub.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every record that crosses HTTP to a file, so that the wire format cannot change unnoticed. After a change that is
 * meant: {@code mvn -pl common test -Dtest=WireFormatTest -Dwire.golden=write}, then read the difference with the eyes of
 * an agent that was not updated yet.
 */
class WireFormatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/wire");

    static Stream<Object> samples() {
        return Stream.concat(WireSamples.ALL.stream(), WireToolSamples.ALL.stream());
    }

    private static Path goldenOf(Object sample) {
        return GOLDEN.resolve(sample.getClass().getSimpleName() + ".json");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("samples")
    void everyRecordIsWrittenAsItAlwaysWas(Object sample) throws IOException {
        if ("write".equals(System.getProperty("wire.golden"))) {
            Files.createDirectories(GOLDEN);
            JsonNode sorted =
                    Json.tree(new String(CanonicalJson.bytes(sample), java.nio.charset.StandardCharsets.UTF_8));
            Files.writeString(goldenOf(sample), Json.writePretty(sorted) + "\n");
        }
        assertThat(Json.tree(Json.write(sample))).isEqualTo(Json.tree(Files.readString(goldenOf(sample))));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("samples")
    void everyRecordIsReadBackWhole(Object sample) throws IOException {
        String golden = Files.readString(goldenOf(sample));
        assertThat((Object) Json.readStrict(golden, sample.getClass())).isEqualTo(sample);
        assertThat((Object) Json.readTolerant(golden, sample.getClass())).isEqualTo(sample);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("samples")
    void everyFieldOfASampleIsFilledSoThatNoneGoesUnnoticed(Object sample) throws IOException {
        JsonNode golden = Json.tree(Files.readString(goldenOf(sample)));
        Set<String> fields = Stream.of(sample.getClass().getRecordComponents())
                .map(component ->
                        com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(
                                component.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> written = new TreeSet<>();
        golden.fieldNames().forEachRemaining(written::add);
        assertThat(written).isEqualTo(fields);
    }

    @Test
    void noRecordOfTheProtocolIsForgotten() throws IOException {
        Set<String> records = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.globohub.common.protocol")
                        .stream()
                        .filter(type -> type.isRecord() && type.isTopLevelClass())
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> sampled = samples()
                .map(sample -> sample.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sampled).containsAll(records);
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(sampled);
        }
    }

    @Test
    void theIdOfAManifestIsTheDigestOfItsSortedJson() throws IOException {
        JsonNode view = Json.tree(Files.readString(GOLDEN.resolve("ManifestView.json")));
        Manifest manifest = Json.convertStrict(view.get("manifest"), Manifest.class);
        assertThat(CanonicalJson.idOf(manifest)).hasToString(view.get("id").textValue());
    }
}
