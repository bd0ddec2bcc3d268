package io.globohub.controller.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.controller.cli.outcome.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A line of a person's own making for each item: text with fields of the item's JSON in braces, such as
 * <code>{name} {labels.role} {apps.running_version}</code>. It can only read: there is nothing in it to run.
 *
 * <p>A dot goes into an object, or into each element of a list (whose values are joined by commas); a number takes one
 * element. A field that no item has is refused, unless a {@code ?} follows it ({@code {hold.owner?}}): then it is empty.
 * {@code \n}, {@code \t}, {@code \\}, <code>\{</code> and <code>\}</code> stand for what they usually do. An item always
 * ends its line, and no value breaks one. Pure and immutable.
 */
public final class Template {
    private static final String SYNTAX = "such as '{name} {labels.role}'; \\{ is a brace";

    private final List<Piece> pieces;

    /** @param path empty for literal text */
    private record Piece(String text, String path, boolean mayBeAbsent) {}

    private Template(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** @throws IllegalArgumentException with a sentence, when it cannot be read */
    public static Template parse(String written) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\') {
                text.append(escaped(written, ++i));
            } else if (c == '{') {
                int end = written.indexOf('}', i);
                if (end < 0) {
                    throw new IllegalArgumentException("the template has a { without a }: write fields " + SYNTAX);
                }
                pieces.add(new Piece(text.toString(), "", false));
                text.setLength(0);
                pieces.add(field(written.substring(i + 1, end).strip()));
                i = end;
            } else if (c == '}') {
                throw new IllegalArgumentException("the template has a } without a {: write fields " + SYNTAX);
            } else {
                text.append(c);
            }
        }
        pieces.add(new Piece(text.toString(), "", false));
        return new Template(pieces);
    }

    private static char escaped(String written, int at) {
        char c = at < written.length() ? written.charAt(at) : 0;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '\\', '{', '}' -> c;
            default ->
                throw new IllegalArgumentException("the template has a \\ that is not followed by n, t, \\, { or }");
        };
    }

    private static Piece field(String written) {
        boolean mayBeAbsent = written.endsWith("?");
        String path = mayBeAbsent ? written.substring(0, written.length() - 1) : written;
        if (path.isEmpty() || path.contains("{")) {
            throw new IllegalArgumentException(
                    "the template has braces without a field's name: write fields " + SYNTAX);
        }
        return new Piece("", path, mayBeAbsent);
    }

    /**
     * One text for each of {@code items}.
     *
     * @throws IllegalArgumentException with a sentence, when it asks for a field that none of them has
     */
    public List<String> lines(List<JsonNode> items) {
        for (Piece piece : pieces) {
            if (!piece.path().isEmpty()
                    && !piece.mayBeAbsent()
                    && !items.isEmpty()
                    && items.stream().allMatch(item -> found(item, piece.path()).isEmpty())) {
                throw new IllegalArgumentException(unknown(items, piece.path()));
            }
        }
        return items.stream().map(this::line).toList();
    }

    /** The text of one item, whatever it lacks. */
    public String line(JsonNode item) {
        StringBuilder line = new StringBuilder();
        for (Piece piece : pieces) {
            line.append(piece.text());
            if (!piece.path().isEmpty()) {
                StringJoiner values = new StringJoiner(",");
                found(item, piece.path()).forEach(value -> values.add(shown(value)));
                line.append(Plain.text(values.toString()));
            }
        }
        boolean ended = line.length() > 0 && line.charAt(line.length() - 1) == '\n';
        return ended ? line.substring(0, line.length() - 1) : line.toString();
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) {
            StringJoiner elements = new StringJoiner(",");
            value.forEach(element -> elements.add(shown(element)));
            return elements.toString();
        }
        return value.isNull() ? "" : value.isValueNode() ? value.asText() : Json.write(value);
    }

    /** What is there; a key may hold dots itself, as labels do, so the longest one that fits is taken. */
    private static List<JsonNode> found(JsonNode node, String path) {
        if (path.isEmpty()) {
            return List.of(node);
        }
        if (node.isArray() && !path.matches("\\d+(\\..*)?")) {
            List<JsonNode> all = new ArrayList<>();
            node.forEach(element -> all.addAll(found(element, path)));
            return all;
        }
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            String key = path.substring(0, end);
            JsonNode child =
                    node.isArray() && key.matches("\\d{1,9}") ? node.get(Integer.parseInt(key)) : node.get(key);
            if (child != null) {
                return found(child, end == path.length() ? "" : path.substring(end + 1));
            }
        }
        return List.of();
    }

    private static String unknown(List<JsonNode> items, String path) {
        Set<String> known = new TreeSet<>();
        items.forEach(item -> collect("", item, known));
        String meant = Nearest.to(path, known)
                .map(near -> " (did you mean " + near + "?)")
                .orElse("");
        return "there is no field '" + path + "'" + meant + ", only "
                + known.stream().map(Plain::text).collect(Collectors.joining(", "))
                + "; where it may be missing, write {" + path + "?}";
    }

    private static void collect(String before, JsonNode node, Set<String> into) {
        if (node.isArray()) {
            node.forEach(element -> collect(before, element, into));
            if (node.isEmpty()) {
                into.add(before);
            }
        } else if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            before.isEmpty() ? entry.getKey() : before + "." + entry.getKey(), entry.getValue(), into));
        } else {
            into.add(before);
        }
    }
}
