package io.globohub.agent.python;

import io.globohub.common.json.CanonicalJson;
import java.util.Map;

/**
 * What an environment is known by: equal for equal requirements on an equal Python. Pure.
 *
 * @param value twenty hexadecimal digits
 */
public record VenvKey(String value) {
    private static final int DIGITS = 20;
    // grows when environments are built in another way than before, so that no older one is taken for a new one
    private static final int RECIPE = 1;

    public VenvKey {
        if (!value.matches("[0-9a-f]{20}")) {
            throw new IllegalArgumentException("'" + value + "' is not the key of an environment");
        }
    }

    /** The key of the environment that {@code requirements} ask for on {@code interpreter}. */
    public static VenvKey of(Requirements requirements, Interpreter interpreter) {
        return new VenvKey(CanonicalJson.digest(Map.of(
                        "recipe", RECIPE,
                        "lines", requirements.lines(),
                        "contents",
                                requirements.contents().map(Object::toString).orElse(""),
                        "python", interpreter.version() + " " + interpreter.build(),
                        "platform", interpreter.platform(),
                        "installer", interpreter.installer()))
                .hex()
                .substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return value;
    }
}
