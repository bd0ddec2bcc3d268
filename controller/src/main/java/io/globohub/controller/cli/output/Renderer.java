package io.globohub.controller.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Shows any {@link Result} in any {@link Shape}. Pure and immutable. */
public record Renderer(Shape shape, Look look) {

    /**
     * The lines to print.
     *
     * @throws IllegalArgumentException with a sentence, when the result cannot be shown so
     */
    public List<String> lines(Result result) {
        return switch (shape.format()) {
            case JSON -> List.of(Json.writePretty(result.body()));
            case NDJSON -> items(result.body()).stream().map(Json::write).toList();
            case YAML -> List.of(Json.writeYaml(result.body()).stripTrailing());
            case TABLE, WIDE -> result.table(look);
            case CSV -> result.csv(look.headings());
            case NAME -> result.names();
            case TEMPLATE -> shape.template().lines(items(result.body()));
            case SSH_CONFIG -> SshConfig.lines(items(result.body()));
        };
    }

    /** Of a list each item, of anything else the whole. */
    private static List<JsonNode> items(JsonNode body) {
        JsonNode items = body.path("items");
        List<JsonNode> all = new ArrayList<>();
        (items.isArray() ? items : List.of(body)).forEach(all::add);
        return all;
    }
}
