package io.globohub.agent.python;

import java.time.Instant;
import java.util.List;

/**
 * Says that an environment is complete and was proved: written last.
 *
 * @param schema version of this record's shape
 * @param key of what was asked for
 * @param python version of the interpreter
 * @param packages what is installed
 * @param files number of its files, byte code not counted
 * @param bytes sum of their sizes
 */
public record VenvMarker(
        int schema,
        String key,
        String python,
        List<InstalledPackage> packages,
        long files,
        long bytes,
        Instant builtAt) {
    public static final int SCHEMA = 1;

    /** A distribution in an environment, by the name and version of its own metadata. */
    public record InstalledPackage(String name, String version) {}

    public VenvMarker {
        if (key == null || builtAt == null) {
            throw new IllegalArgumentException("an environment's marker names its key and when it was built");
        }
        packages = packages == null ? List.of() : List.copyOf(packages);
    }
}
