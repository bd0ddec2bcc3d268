package io.globohub.common.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes our values as JSON and YAML. Thread-safe: the mappers are never changed once made.
 *
 * <p>{@code readStrict} refuses fields it does not know (an operator's typing error must not be ignored);
 * {@code readTolerant} ignores them (an older program must understand a newer peer).
 */
public final class Json {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxStringLength(4 * 1024 * 1024)
            .build();
    private static final ObjectMapper TOLERANT = shared(JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectMapper STRICT = shared(JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B shared(MapperBuilder<M, B> builder) {
        return builder.addModule(new JavaTimeModule())
                .addModule(new GlobohubModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    }

    /** The mapper behind this class, for libraries that ask for one. */
    public static ObjectMapper mapper() {
        return TOLERANT;
    }

    public static <T> T readTolerant(String text, Class<T> type) {
        return parse(() -> TOLERANT.readValue(text, type), type);
    }

    public static <T> T readTolerant(byte[] bytes, Class<T> type) {
        return parse(() -> TOLERANT.readValue(bytes, type), type);
    }

    public static <T> T readTolerant(String text, TypeReference<T> type) {
        return parse(() -> TOLERANT.readValue(text, type), Object.class);
    }

    public static <T> T readStrict(String text, Class<T> type) {
        return parse(() -> STRICT.readValue(text, type), type);
    }

    public static <T> T convertStrict(JsonNode tree, Class<T> type) {
        return parse(() -> STRICT.treeToValue(tree, type), type);
    }

    public static JsonNode tree(String text) {
        return parse(() -> STRICT.readTree(text), JsonNode.class);
    }

    public static JsonNode toTree(Object value) {
        return TOLERANT.valueToTree(value);
    }

    /** Reads a YAML file as a tree; an empty file is an empty object. */
    public static JsonNode yamlTree(Path file) throws IOException {
        return yamlTree(Files.readString(file));
    }

    /** Reads YAML text as a tree; empty text is an empty object. */
    public static JsonNode yamlTree(String text) {
        // made on demand: only start-up and pack building read YAML, and a daemon should not keep the parser around
        ObjectMapper yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        JsonNode tree = parse(
                () -> {
                    refuseAliases(yaml, text);
                    return yaml.readTree(text);
                },
                JsonNode.class);
        return tree == null || tree.isMissingNode() || tree.isNull() ? yaml.createObjectNode() : tree;
    }

    /** Jackson gives an alias as the name of its anchor, so {@code *x} would silently become the text {@code x}. */
    private static void refuseAliases(ObjectMapper yaml, String text) throws IOException {
        try (YAMLParser parser = (YAMLParser) yaml.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw new IllegalArgumentException("line "
                            + parser.currentTokenLocation().getLineNr() + " uses the alias '*" + parser.getText()
                            + "': write the value itself");
                }
            }
        }
    }

    /** {@code value} as YAML, for people who asked for it. */
    public static String writeYaml(Object value) {
        return parse(() -> new ObjectMapper(new YAMLFactory()).writeValueAsString(toTree(value)), String.class);
    }

    public static String write(Object value) {
        return parse(() -> TOLERANT.writeValueAsString(value), String.class);
    }

    public static String writePretty(Object value) {
        return parse(() -> TOLERANT.writerWithDefaultPrettyPrinter().writeValueAsString(value), String.class);
    }

    public static byte[] writeBytes(Object value) {
        return parse(() -> TOLERANT.writeValueAsBytes(value), byte[].class);
    }

    private interface JacksonCall<T> {
        T run() throws IOException;
    }

    private static <T> T parse(JacksonCall<T> call, Class<?> type) {
        try {
            return call.run();
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedJson(type, e);
        }
    }
}
