package io.globohub.common.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import java.util.TreeMap;

/** JSON in one fixed form (object keys sorted, no white space), so that equal values have equal bytes and digests. */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The canonical bytes of any value. */
    public static byte[] bytes(Object value) {
        return Json.writeBytes(sorted(Json.toTree(value)));
    }

    /** The digest of the canonical bytes of any value. */
    public static Digest digest(Object value) {
        return Digest.of(bytes(value));
    }

    /** The id of a manifest, computed from its content. */
    public static ManifestId idOf(Manifest manifest) {
        return new ManifestId(
                manifest.app(), manifest.version(), digest(manifest).short12());
    }

    /** {@code node} with the keys of all its objects sorted; what it gives back must not be changed. */
    public static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            fields.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        return node;
    }
}
