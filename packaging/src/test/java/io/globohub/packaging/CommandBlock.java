package io.globohub.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands that a page of the documents shows: a fenced block that says {@code sh}.
 *
 * @param run where they can be run ({@code controller}, {@code fresh}, {@code background}), or null
 * @param exit how they end
 */
record CommandBlock(Path page, String text, String run, int exit) {
    private static final Pattern FENCED =
            Pattern.compile("^```sh([^\\n]*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=(\\S+)");

    /** All blocks of a page in their order. */
    static List<CommandBlock> of(Path page) throws IOException {
        List<CommandBlock> blocks = new ArrayList<>();
        Matcher fenced = FENCED.matcher(Files.readString(page));
        while (fenced.find()) {
            Map<String, String> attributes = new TreeMap<>();
            Matcher attribute = ATTRIBUTE.matcher(fenced.group(1));
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            blocks.add(new CommandBlock(
                    page,
                    fenced.group(2),
                    attributes.get("run"),
                    Integer.parseInt(attributes.getOrDefault("exit", "0"))));
        }
        return blocks;
    }

    boolean runs(String where) {
        return where.equals(run);
    }

    /** As a shell is given it; one command that fails ends the block. */
    List<String> command(Map<String, String> replaced) {
        String text = this.text;
        for (Map.Entry<String, String> one : replaced.entrySet()) {
            text = text.replace(one.getKey(), one.getValue());
        }
        return List.of("bash", "-euo", "pipefail", "-c", text);
    }
}
