package io.globohub.controller.cli.output;

import io.globohub.controller.cli.outcome.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A format as somebody asked for it.
 *
 * @param template for {@link Format#TEMPLATE}, else null
 */
public record Shape(Format format, Template template) {
    private static final String TEMPLATE = "template=";

    /** What can be written for most results. */
    public static final List<String> WORDS = Stream.concat(
                    Arrays.stream(Format.values())
                            .filter(format -> format != Format.TEMPLATE && format != Format.SSH_CONFIG)
                            .map(Format::toString),
                    Stream.of(TEMPLATE))
            .toList();

    public Shape {
        if ((format == Format.TEMPLATE) != (template != null)) {
            throw new IllegalArgumentException("a template belongs to -o template=, and to nothing else");
        }
    }

    /** @throws IllegalArgumentException with a sentence */
    public static Shape parse(String written) {
        if (written.startsWith(TEMPLATE)) {
            return new Shape(Format.TEMPLATE, Template.parse(written.substring(TEMPLATE.length())));
        }
        String word = written.toLowerCase(Locale.ROOT);
        if (word.equals("template")) {
            throw new IllegalArgumentException("the template is missing: write -o template='{name} {labels.role}'");
        }
        return Arrays.stream(Format.values())
                .filter(format -> format != Format.TEMPLATE && format.toString().equals(word))
                .map(format -> new Shape(format, null))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no format '" + Plain.text(written) + "'"
                        + Nearest.to(word, WORDS)
                                .map(near -> " (did you mean " + near + "?)")
                                .orElse("")
                        + ", only " + String.join(", ", WORDS)));
    }
}
