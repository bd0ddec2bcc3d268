package io.globohub.common.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import java.nio.charset.StandardCharsets;

/**
 * What {@code pack.yaml} in a pack says: its app, its version, and any settings that differ from the defaults.
 *
 * <pre>{@code
 * app: desafio
 * version: "1.0"
 * entry_point: app:app
 * smoke_tests:
 *   - name: a comment can be posted
 *     method: POST
 *     path: /api/comment/new
 *     json: {email: a@example.org, comment: hello, content_id: 1}
 *     expect: "200"
 * }</pre>
 *
 * <p>In a smoke test {@code json: …} is short for that text as the body with its content type.
 */
public record PackDescriptor(AppName app, Version version, SettingsPatch settings) {
    /** Its name in the pack. */
    public static final String FILE = "pack.yaml";

    /** A descriptor larger than this is refused. */
    public static final int MAX_BYTES = 256 * 1024;

    /** Reads YAML text; app and version may be missing there and given here instead (null: take the file's). */
    public static PackDescriptor parse(String yaml, String appGiven, String versionGiven) throws PackRejected {
        try {
            JsonNode tree = Json.yamlTree(yaml);
            if (!(tree instanceof ObjectNode fields)) {
                throw new PackRejected(FILE + " must hold a mapping of names to values");
            }
            String app = appGiven != null ? appGiven : textOf(fields, "app");
            String version = versionGiven != null ? versionGiven : textOf(fields, "version");
            fields.remove("app");
            fields.remove("version");
            shortHandsIn(fields);
            SettingsPatch settings = Json.convertStrict(fields, SettingsPatch.class);
            settings.applyTo(Settings.DEFAULT);
            return new PackDescriptor(new AppName(app), new Version(version), settings);
        } catch (MalformedJson e) {
            throw new PackRejected(
                    FILE + (e.pointer().isEmpty() ? "" : " at " + e.pointer()) + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new PackRejected(FILE + ": " + e.getMessage(), e);
        }
    }

    private static String textOf(ObjectNode fields, String name) throws PackRejected {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            throw new PackRejected(FILE + " does not say '" + name + "', and it was not given either");
        }
        // YAML reads an unquoted 1.10 as the number 1.1: only text is taken at its word
        if (!value.isTextual()) {
            throw new PackRejected(FILE + ": write " + name + ": \"" + value.asText() + "\" in quotes");
        }
        return value.textValue();
    }

    private static void shortHandsIn(ObjectNode fields) {
        if (fields.get("bind") != null && fields.get("bind").isValueNode()) {
            fields.set(
                    "bind",
                    JsonNodeFactory.instance.arrayNode().add(fields.get("bind").asText()));
        }
        if (fields.get("env") instanceof ObjectNode env) {
            env.properties().forEach(variable -> {
                if (variable.getValue().isNumber() || variable.getValue().isBoolean()) {
                    variable.setValue(JsonNodeFactory.instance.textNode(
                            variable.getValue().asText()));
                }
            });
        }
        if (fields.get("probe") instanceof ObjectNode probe) {
            textual(probe, "expect");
        }
        if (fields.get("smoke_tests") instanceof ArrayNode tests) {
            tests.forEach(test -> {
                if (test instanceof ObjectNode check) {
                    textual(check, "expect");
                    jsonBody(check);
                }
            });
        }
    }

    private static void textual(ObjectNode object, String field) {
        if (object.get(field) != null && object.get(field).isNumber()) {
            object.put(field, object.get(field).asText());
        }
    }

    private static void jsonBody(ObjectNode check) {
        JsonNode body = check.remove("json");
        if (body != null) {
            check.put("body", new String(CanonicalJson.bytes(body), StandardCharsets.UTF_8));
            ObjectNode headers =
                    check.get("headers") instanceof ObjectNode given ? given : JsonNodeFactory.instance.objectNode();
            headers.put("Content-Type", "application/json");
            check.set("headers", headers);
        }
    }
}
