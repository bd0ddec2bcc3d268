package io.globohub.controller.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bodies that look like what a schema asks for and are wrong somewhere; the same for the same seed. */
public final class Garbage {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final int DEEP = 40;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "../../etc/passwd",
            "..%2f..%2fetc",
            "\uD83D\uDE80\u202Egnp.exe",
            "\uD800",
            "\u00E9\u0301\u200B",
            "'; DROP TABLE host; --",
            "%s%n%d",
            "${jndi:ldap://x/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "\r\nX-Injected: 1",
            "NaN",
            "-0",
            "1e400",
            "9223372036854775808",
            "true",
            "null",
            "0x10",
            "2026-02-30T25:61:00Z",
            "+1000000000-01-01T00:00:00Z",
            "-1000000000-01-01T00:00:00Z");

    private final Random random;
    private final JsonNode schemas;
    private final Map<String, List<String>> known;

    /**
     * @param known values that exist, by the name of their schema
     */
    public Garbage(Random random, JsonNode schemas, Map<String, List<String>> known) {
        this.random = random;
        this.schemas = schemas;
        this.known = known;
    }

    /** Values that exist, by the name of their schema or parameter. */
    public List<String> known(String name) {
        return known.get(name);
    }

    public String text() {
        return switch (random.nextInt(12)) {
            case 0 -> "x".repeat(random.nextInt(5000));
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> new String(bytes(random.nextInt(30)), StandardCharsets.ISO_8859_1);
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    /** A value of that schema, or something else. */
    public String textOf(JsonNode schema) {
        JsonNode sample = sample(schema, 0);
        return random.nextInt(3) == 0 ? text() : sample.isTextual() ? sample.textValue() : sample.toString();
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The body of one request. */
    public byte[] body(JsonNode schema) {
        JsonNode whole = sample(schema, 0);
        for (int i = random.nextInt(4); i > 0; i--) {
            whole = mutated(whole);
        }
        byte[] bytes = Json.writeBytes(whole);
        return switch (random.nextInt(20)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> flipped(bytes);
            case 2 -> "[".repeat(20_000).getBytes(StandardCharsets.UTF_8);
            case 3 -> "{\"a\":".repeat(5_000).getBytes(StandardCharsets.UTF_8);
            case 4 -> bytes(random.nextInt(200));
            case 5 -> (new String(bytes, StandardCharsets.UTF_8) + "{}").getBytes(StandardCharsets.UTF_8);
            case 6 -> new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            default -> bytes;
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private JsonNode sample(JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            String name = schema.get("$ref").textValue().replaceFirst(".*/", "");
            List<String> values = known.get(name);
            return values == null
                    ? sample(schemas.get(name), depth)
                    : MAKE.textNode(values.get(random.nextInt(values.size())));
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        String type = schema.path("type").isArray()
                ? schema.get("type").get(0).asText()
                : schema.path("type").asText("string");
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> MAKE.numberNode(random.nextInt(5));
            case "number" -> MAKE.numberNode(random.nextDouble());
            case "boolean" -> MAKE.booleanNode(random.nextBoolean());
            default ->
                MAKE.textNode(schema.path("format").asText().equals("date-time") ? "2026-01-02T03:04:05Z" : "some");
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode made = MAKE.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || (depth < 5 && random.nextBoolean())) {
                made.set(property.getKey(), sample(property.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            made.set(random.nextBoolean() ? "role" : text(), sample(schema.get("additionalProperties"), depth + 1));
        }
        return made;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode made = MAKE.arrayNode();
        for (int i = depth < 5 ? random.nextInt(3) : 0; i > 0; i--) {
            made.add(sample(schema.path("items"), depth + 1));
        }
        return made;
    }

    private JsonNode mutated(JsonNode node) {
        if (node.isObject() && !node.isEmpty() && random.nextInt(5) > 0) {
            ObjectNode copy = ((ObjectNode) node).deepCopy();
            List<String> names = new ArrayList<>();
            copy.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> copy.remove(name);
                case 1 -> copy.set(text(), odd());
                default -> copy.set(name, mutated(copy.get(name)));
            }
            return copy;
        }
        if (node.isArray() && !node.isEmpty() && random.nextBoolean()) {
            ArrayNode copy = ((ArrayNode) node).deepCopy();
            int at = random.nextInt(copy.size());
            copy.set(at, mutated(copy.get(at)));
            return copy;
        }
        return odd();
    }

    private JsonNode odd() {
        return switch (random.nextInt(12)) {
            case 0 -> MAKE.nullNode();
            case 1 -> MAKE.numberNode(Long.MIN_VALUE);
            case 2 -> MAKE.numberNode(BigInteger.TEN.pow(300));
            case 3 -> MAKE.numberNode(-1.5);
            case 4 -> MAKE.booleanNode(true);
            case 5 -> MAKE.arrayNode();
            case 6 -> MAKE.objectNode();
            case 7 -> deep();
            case 8 -> MAKE.arrayNode().add(MAKE.nullNode()).add(MAKE.objectNode());
            case 9 -> MAKE.numberNode(Long.MAX_VALUE);
            default -> MAKE.textNode(text());
        };
    }

    private static JsonNode deep() {
        JsonNode node = MAKE.numberNode(1);
        for (int i = 0; i < DEEP; i++) {
            node = MAKE.arrayNode().add(node);
        }
        return node;
    }
}
