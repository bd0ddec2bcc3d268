package io.globohub.controller.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Shows any {@link Result} in any {@link Format}. Pure and immutable. */
public record Renderer(Format format, Look look) {

    /** The lines to print. */
    public List<String> lines(Result result) {
        return switch (format) {
            case JSON -> List.of(Json.writePretty(result.body()));
            case NDJSON -> perItem(result.body());
            case YAML -> List.of(Json.writeYaml(result.body()).stripTrailing());
            case TABLE, WIDE -> result.table(look);
            case CSV -> result.csv(look.headings());
            case NAME -> result.names();
        };
    }

    /** One JSON a line: of a list each item, of anything else the whole. */
    private static List<String> perItem(JsonNode body) {
        JsonNode items = body.path("items");
        List<String> lines = new ArrayList<>();
        (items.isArray() ? items : List.of(body)).forEach(item -> lines.add(Json.write(item)));
        return lines;
    }
}
