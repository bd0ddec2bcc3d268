package io.globohub.common.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;

/** Text that is not JSON, or not of the shape that was asked for. Its message is fit for the person who sent it. */
public final class MalformedJson extends IllegalArgumentException {
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
        return "not a readable " + type.getSimpleName() + ": " + detail;
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
