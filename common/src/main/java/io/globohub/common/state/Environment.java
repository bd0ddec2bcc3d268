package io.globohub.common.state;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Digest;
import java.util.Map;
import java.util.TreeMap;

/**
 * The packages that a process can import, besides those of Python itself.
 *
 * @param digest of the packages: equal for equal packages, on whatever host
 * @param packages version of each package by its name, as both call themselves; null when the controller has been told
 *     them under this digest before
 */
public record Environment(Digest digest, Map<String, String> packages) {
    public Environment {
        if (digest == null) {
            throw new IllegalArgumentException("an environment is known by the digest of its packages");
        }
        packages = packages == null ? null : java.util.Collections.unmodifiableMap(new TreeMap<>(packages));
    }

    /** The environment with these packages. */
    public static Environment of(Map<String, String> packages) {
        return new Environment(CanonicalJson.digest(new TreeMap<>(packages)), packages);
    }

    /** The same, told in short. */
    public Environment abridged() {
        return new Environment(digest, null);
    }

    /** The same with the packages that {@code earlier} names, if this is abridged and they are the same environment. */
    public Environment completedBy(Environment earlier) {
        return packages == null && earlier != null && digest.equals(earlier.digest) ? earlier : this;
    }
}
