package io.globohub.common.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text that is not JSON, or not of the shape that was asked for. Its message is fit for the person who sent it. */
public final class MalformedJson extends IllegalArgumentException {
    private static final Pattern NAMES_A_CLASS = Pattern.compile("[a-z]\\.[a-z]+\\.|`");

    private final String pointer;

    MalformedJson(Class<?> type, Exception cause) {
        super(sentence(type, cause), cause);
        this.pointer = pointerOf(cause);
    }

    /** JSON pointer (RFC 6901) of the offending place, empty when it is the whole text. */
    public String pointer() {
        return pointer;
    }

    private static String sentence(Class<?> type, Exception cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "unknown field '" + unknown.getPropertyName() + "'"
                    + (unknown.getKnownPropertyIds() == null
                            ? ""
                            : "; known are "
                                    + unknown.getKnownPropertyIds().stream()
                                            .map(String::valueOf)
                                            .sorted()
                                            .collect(Collectors.joining(", ")));
        }
        Throwable deepest = cause;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof IllegalArgumentException) {
            return deepest.getMessage();
        }
        String detail = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
        return "not a readable " + type.getSimpleName() + ": "
                + (NAMES_A_CLASS.matcher(detail).find() ? withoutClasses(cause) : detail);
    }

    /** What the sender can do something with; the names of our classes are nothing to him. */
    private static String withoutClasses(Exception cause) {
        if (!(cause instanceof MismatchedInputException mismatch) || mismatch.getTargetType() == null) {
            return "it is not JSON of the shape that is documented";
        }
        String got = cause instanceof InvalidFormatException invalid ? "'" + invalid.getValue() + "' is not it: " : "";
        return got + "here belongs " + kind(mismatch.getTargetType());
    }

    private static String kind(Class<?> target) {
        if (target.isEnum()) {
            return "one of "
                    + Arrays.stream(target.getEnumConstants())
                            .map(value -> value.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (Collection.class.isAssignableFrom(target)) {
            return "a list";
        }
        if (Number.class.isAssignableFrom(target) || (target.isPrimitive() && target != boolean.class)) {
            return "a number, within its bounds";
        }
        if (target == Boolean.class || target == boolean.class) {
            return "true or false";
        }
        if (target == Instant.class) {
            return "a time such as 2026-01-02T03:04:05Z";
        }
        return Map.class.isAssignableFrom(target) || target.isRecord() ? "an object" : "a text";
    }

    private static String pointerOf(Exception cause) {
        if (!(cause instanceof JsonMappingException mapping)) {
            return "";
        }
        return mapping.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : escaped(step.getFieldName())))
                .collect(Collectors.joining());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
