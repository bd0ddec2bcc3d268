package io.globohub.controller.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds what the controller answers against its own openapi.json: the status must be described, the content type must be
 * one of those described, and the body must fit the schema, without a field that the schema does not name.
 */
final class Described {
    private static final String ID = "https://globohub.invalid/openapi.json";
    private static final JsonNode DOCUMENT = document();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, Json.write(DOCUMENT))));
    private static final Map<String, Schema> KNOWN = new ConcurrentHashMap<>();

    private Described() {}

    private static JsonNode document() {
        try (InputStream in = Described.class.getResourceAsStream("/openapi.json")) {
            ObjectNode document = (ObjectNode) Json.tree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            close(document.at("/components/schemas"));
            return document;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An object with named fields has no others. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            boolean isOpen = object.path("properties").isObject()
                    && "object".equals(object.path("type").asText())
                    && !object.has("additionalProperties");
            object.forEach(Described::close);
            if (isOpen) {
                object.put("additionalProperties", false);
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(Described::close);
        }
    }

    /** Fails unless the answer is one that is described; of paths that are not described only problems may come. */
    static void check(String method, String path, HttpAnswer answer) {
        String type = answer.header("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip();
        Optional<Map.Entry<String, JsonNode>> operation =
                method.equals("HEAD") ? Optional.empty() : operation(method, path.split("\\?", 2)[0]);
        if (operation.isEmpty()) {
            if (answer.bytes().length > 0) {
                fits("/components/schemas/Problem", Problem.MEDIA_TYPE, bare, method + " " + path, answer);
            }
            return;
        }
        String status = Integer.toString(answer.status());
        JsonNode responses = operation.get().getValue().path("responses");
        String pointer = operation.get().getKey() + "/responses/" + status;
        JsonNode response = responses.path(status);
        if (response.isMissingNode()) {
            if (answer.status() < 400) {
                throw new AssertionError(method + " " + path + " answered " + status + ", which is not described");
            }
            pointer = "/components/responses/Problem";
            response = DOCUMENT.at(pointer);
        }
        if (answer.bytes().length == 0) {
            return;
        }
        if (!response.path("content").has(bare)) {
            throw new AssertionError(
                    method + " " + path + " answered " + status + " " + type + ", which is not described: " + response);
        }
        fits(pointer + "/content/" + bare.replace("/", "~1") + "/schema", bare, bare, method + " " + path, answer);
    }

    private static Optional<Map.Entry<String, JsonNode>> operation(String method, String path) {
        return DOCUMENT.get("paths").properties().stream()
                .filter(one -> Pattern.matches(one.getKey().replaceAll("\\{[^}]+}", "[^/]+"), path))
                .filter(one -> one.getValue().has(method.toLowerCase(Locale.ROOT)))
                // a path that is written out wins over one with parameters
                .min(java.util.Comparator.comparing(
                        one -> one.getKey().chars().filter(c -> c == '{').count()))
                .map(one -> Map.entry(
                        "/paths/" + one.getKey().replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT),
                        one.getValue().get(method.toLowerCase(Locale.ROOT))));
    }

    private static void fits(String pointer, String expectedType, String type, String what, HttpAnswer answer) {
        if (!expectedType.equals(type)) {
            throw new AssertionError(what + " answered " + answer.status() + " " + type + " " + answer.text());
        }
        if (!type.equals("application/json") && !type.equals(Problem.MEDIA_TYPE)) {
            return;
        }
        Schema schema = KNOWN.computeIfAbsent(
                pointer,
                where -> SCHEMAS.getSchema(
                        SchemaLocation.of(ID + "#" + where.replace("{", "%7B").replace("}", "%7D"))));
        List<Error> errors = schema.validate(answer.text(), InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(what + " answered " + answer.status() + " with a body that is not as described: "
                    + errors + " in " + answer.text());
        }
    }
}
