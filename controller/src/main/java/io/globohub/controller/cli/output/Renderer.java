package io.globohub.controller.cli.output;

import io.globohub.common.json.Json;
import java.util.List;

/** Shows any {@link Result} in any {@link Format}. Pure and immutable. */
public record Renderer(Format format, Look look) {

    /** The lines to print. */
    public List<String> lines(Result result) {
        return switch (format) {
            case JSON -> List.of(Json.writePretty(result.body()));
            case YAML -> List.of(Json.writeYaml(result.body()).stripTrailing());
            case TABLE, WIDE -> result.table(look);
            case CSV -> result.csv(look.headings());
            case NAME -> result.names();
        };
    }
}
