package io.globohub.common.manifest;

import java.util.regex.Pattern;

/**
 * The version of a pack, for example {@code 1.4.2}.
 *
 * <p>On a host it becomes the directory {@code PACK1_4_2}: a dot there is an underscore, one to one, so a version
 * itself never holds an underscore.
 */
public record Version(String value) implements Comparable<Version> {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]{0,63}");
    private static final String PREFIX = "PACK";

    public Version {
        if (value == null || !SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("version '" + value
                    + "' must start with a letter or digit and hold only letters, digits, '.' and '-' (at most 64)");
        }
    }

    /** The name of this version's directory on a host, for example {@code PACK1_0}. */
    public String directory() {
        return PREFIX + value.replace('.', '_');
    }

    /** The inverse of {@link #directory()}; refuses a name that no version has. */
    public static Version ofDirectory(String name) {
        if (!isDirectory(name)) {
            throw new IllegalArgumentException("'" + name + "' is not the directory of a version");
        }
        return new Version(name.substring(PREFIX.length()).replace('_', '.'));
    }

    /** Whether {@code name} is what {@link #directory()} gives for some version. */
    public static boolean isDirectory(String name) {
        return name.startsWith(PREFIX)
                && name.indexOf('.') < 0
                && SHAPE.matcher(name.substring(PREFIX.length()).replace('_', '.'))
                        .matches();
    }

    /** Orders numbers inside versions by value, so that 1.10 comes after 1.9. */
    @Override
    public int compareTo(Version other) {
        String[] mine = value.split("[.-]", -1);
        String[] theirs = other.value.split("[.-]", -1);
        for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
            int order = comparePart(mine[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        int byLength = Integer.compare(mine.length, theirs.length);
        return byLength != 0 ? byLength : value.compareTo(other.value);
    }

    private static int comparePart(String a, String b) {
        boolean aIsNumber = a.matches("\\d{1,18}");
        boolean bIsNumber = b.matches("\\d{1,18}");
        if (aIsNumber && bIsNumber) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        // a number before any text, as in semver 11.4.3: compared as texts, 9 < 10 < 1a < 9 would be a circle
        return aIsNumber == bIsNumber ? a.compareTo(b) : aIsNumber ? -1 : 1;
    }

    @Override
    public String toString() {
        return value;
    }
}
