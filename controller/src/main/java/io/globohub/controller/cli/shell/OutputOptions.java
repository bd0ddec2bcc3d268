package io.globohub.controller.cli.shell;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.output.Format;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Shape;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a command shows its result. */
public class OutputOptions {
    @Option(
            names = {"-o", "--output", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            converter = Reader.class,
            completionCandidates = Words.class,
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    Shape shape;

    @Option(names = "--no-headers", description = "Leave out the titles of columns.")
    boolean noHeaders;

    public Format format() {
        return shape.format();
    }

    /** Refuses, before anything is done, what makes no sense together. */
    public void check() {
        if (shape.format() == Format.SSH_CONFIG && !hasHosts()) {
            throw CommandFailed.usage(
                    "-o ssh-config tells of hosts, and this does not list them", "globohub hosts list -o ssh-config");
        }
    }

    /** Refuses, before anything is asked, what cannot be kept while lines are shown as they come. */
    public void checkFollowed() {
        switch (format()) {
            case TABLE, WIDE, JSON, NDJSON, TEMPLATE -> {}
            case YAML, CSV, NAME, SSH_CONFIG ->
                throw CommandFailed.usage(
                        "-o " + format() + " shows a whole, and -f has no end",
                        "Use -o ndjson or -o template= with -f.");
        }
    }

    /** One of many values that are shown as they come, in a line; {@code told} is how people are told of it. */
    public Stream<String> followed(JsonNode body, Supplier<Stream<String>> told) {
        return switch (format()) {
            case JSON, NDJSON -> Stream.of(Json.write(body));
            case TEMPLATE -> Stream.of(shape.template().line(body));
            default -> told.get();
        };
    }

    /** Whether what is shown is hosts. */
    boolean hasHosts() {
        return false;
    }

    /** The result as these options want it. */
    Result arranged(Result result) {
        return result;
    }

    static final class Reader implements ITypeConverter<Shape> {
        @Override
        public Shape convert(String written) {
            try {
                return Shape.parse(written);
            } catch (IllegalArgumentException unreadable) {
                throw new TypeConversionException(unreadable.getMessage());
            }
        }
    }

    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Shape.WORDS.iterator();
        }
    }
}
