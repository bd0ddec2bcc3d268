package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.controller.auth.AccessRule;
import io.globohub.controller.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
    @TempDir
    Path directory;

    private static JsonNode document() throws Exception {
        try (var in = OpenApiTest.class.getResourceAsStream("/openapi.json")) {
            return Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void itDescribesEveryRouteAndNoOther() throws Exception {
        TreeSet<String> described = new TreeSet<>();
        document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(new TreeSet<>(AccessRule.all().keySet()));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() throws Exception {
        JsonNode document = document();
        List<String> references = document.findValuesAsText("$ref");
        TreeSet<String> dangling = new TreeSet<>();
        for (String reference : references) {
            if (document.at(reference.substring(1)).isMissingNode()) {
                dangling.add(reference);
            }
        }
        assertThat(dangling).isEmpty();
        List<String> unused = new ArrayList<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(name -> {
            if (!references.contains("#/components/schemas/" + name)) {
                unused.add(name);
            }
        });
        assertThat(unused).isEmpty();
    }

    @Test
    void theServerServesItToAnyone() throws Exception {
        try (World world = World.in(directory)) {
            assertThat(Json.tree(world.nobody().get("/openapi.json").text())).isEqualTo(document());
        }
    }
}
