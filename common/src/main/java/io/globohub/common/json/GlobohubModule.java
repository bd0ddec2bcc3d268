package io.globohub.common.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.StatusSet;
import io.globohub.common.manifest.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/** Teaches Jackson the values that are one string in JSON, and enums in lower case. */
final class GlobohubModule extends SimpleModule {
    GlobohubModule() {
        super("globohub");
        text(AppName.class, AppName::new);
        text(Version.class, Version::new);
        text(Digest.class, Digest::new);
        text(ManifestId.class, ManifestId::parse);
        // here a bare number has one meaning: a port, a status
        textOrNumber(BindAddress.class, BindAddress::parse);
        textOrNumber(StatusSet.class, StatusSet::new);
        addDeserializer(Instant.class, new CalendarInstant());
        addSerializer(Enum.class, new LowerCaseEnum());
        addKeySerializer(Enum.class, new LowerCaseEnumKey());
    }

    private <T> void text(Class<T> type, Function<String, T> parse) {
        register(type, parse, false);
    }

    private <T> void textOrNumber(Class<T> type, Function<String, T> parse) {
        register(type, parse, true);
    }

    private <T> void register(Class<T> type, Function<String, T> parse, boolean numberAllowed) {
        addSerializer(type, ToStringSerializer.instance);
        addKeySerializer(type, new TextKey());
        addDeserializer(type, new FromText<>(type, parse, numberAllowed));
        addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return parse.apply(key);
            }
        });
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parse;

        private final boolean numberAllowed;

        FromText(Class<T> type, Function<String, T> parse, boolean numberAllowed) {
            super(type);
            this.parse = parse;
            this.numberAllowed = numberAllowed;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            // version 1.10 written as a number would arrive as 1.1
            if (!parser.hasToken(JsonToken.VALUE_STRING)
                    && !(numberAllowed && parser.hasToken(JsonToken.VALUE_NUMBER_INT))) {
                throw new IllegalArgumentException(
                        "expected a text (in quotes) for " + handledType().getSimpleName());
            }
            return parse.apply(parser.getText());
        }
    }

    private static final class TextKey extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(value.toString());
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class LowerCaseEnum extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.name().toLowerCase(Locale.ROOT));
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class LowerCaseEnumKey extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(value.name().toLowerCase(Locale.ROOT));
        }
    }
}
