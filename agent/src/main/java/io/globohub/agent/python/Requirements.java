package io.globohub.agent.python;

import io.globohub.agent.release.Scrub;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pack asks of its environment.
 *
 * @param file the requirements file itself
 * @param lines its requirements and options, with those of every included file, without comments and blank space
 * @param wheels the pack's own directory of wheels, if it brings one
 * @param contents digest over what the lines alone do not tell (wheels and local paths of the pack), or empty
 */
public record Requirements(Path file, List<String> lines, Optional<Path> wheels, Optional<Digest> contents) {
    private static final String WHEELS = "wheels";
    private static final Pattern INCLUDE =
            Pattern.compile("(?:-r|-c|--requirement|--constraint)(?:\\s*=\\s*|\\s*)(\\S.*)");
    private static final Pattern LOCAL = Pattern.compile("(-e|--editable|\\.|/|file:).*|.*@\\s*file:.*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public Requirements {
        lines = List.copyOf(lines);
    }

    /**
     * Reads {@code name} in the unpacked {@code pack}.
     *
     * @param packDigest stands for local paths that the lines name
     */
    public static Requirements read(Path pack, String name, Digest packDigest) throws IOException, EnvironmentFailed {
        Path file = pack.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new EnvironmentFailed(
                    Reason.PACK_REJECTED,
                    "the pack has no '" + name + "', but gunicorn has to come from it: add the file with a line such as"
                            + " gunicorn==20.0.4");
        }
        List<String> lines = new ArrayList<>();
        collect(pack, file, lines, new HashSet<>());
        Path wheels = pack.resolve(WHEELS);
        boolean local = lines.stream().anyMatch(line -> LOCAL.matcher(line).matches());
        boolean bringsWheels = Files.isDirectory(wheels);
        Optional<Digest> contents =
                local ? Optional.of(packDigest) : bringsWheels ? Optional.of(digestOf(wheels)) : Optional.empty();
        return new Requirements(file, lines, bringsWheels ? Optional.of(wheels) : Optional.empty(), contents);
    }

    /** Whether the file names hashes, so that pip refuses whatever has none. */
    public boolean isHashed() {
        return lines.stream().anyMatch(line -> line.contains("--hash"));
    }

    /** Whether a line asks for the project {@code name} itself. */
    public boolean names(String name) {
        return lines.stream().anyMatch(line -> {
            Matcher start = NAME.matcher(line);
            return start.lookingAt() && canonical(start.group()).equals(canonical(name));
        });
    }

    /** One spelling for a project's name (PEP 503). */
    static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    /** Requirements and options as pip understands them: continued lines joined, comments and blank space gone. */
    static List<String> normalise(String text) {
        return Stream.of(text.replace("\uFEFF", "")
                        .replaceAll("\\\\\\r?\\n", " ")
                        .split("\\R"))
                .map(line -> line.replaceAll("(^|\\s+)#.*$", "").strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static void collect(Path pack, Path file, List<String> lines, Set<Path> seen)
            throws IOException, EnvironmentFailed {
        if (!seen.add(file)) {
            return;
        }
        for (String line : normalise(Files.readString(file))) {
            Matcher include = INCLUDE.matcher(line);
            if (!include.matches() || include.group(1).contains("://")) {
                lines.add(line);
                continue;
            }
            Path included = file.resolveSibling(include.group(1)).normalize();
            if (!included.startsWith(pack) || !Files.isRegularFile(included)) {
                throw new EnvironmentFailed(
                        Reason.PACK_REJECTED,
                        "'" + pack.relativize(file) + "' includes '" + include.group(1)
                                + "', which is not a file of the pack");
            }
            lines.add(line);
            collect(pack, included, lines, seen);
        }
    }

    private static Digest digestOf(Path wheels) throws IOException {
        List<String> named = new ArrayList<>();
        try (Stream<Path> files = Files.list(wheels)) {
            for (Path wheel : files.filter(Files::isRegularFile).sorted().toList()) {
                named.add(wheel.getFileName() + " " + Scrub.digestOf(wheel));
            }
        }
        return CanonicalJson.digest(named);
    }
}
