package io.globohub.agent.upkeep;

import io.globohub.common.manifest.Version;
import io.globohub.common.state.InstalledVersion;
import java.time.Instant;
import java.util.List;

/**
 * What the last look at a version's files has found.
 *
 * @param installedAt of the version: once it is installed anew, the finding is about something that is gone
 * @param count how many files differ
 * @param files the first few of them, in words
 */
public record Finding(Version version, Instant installedAt, int count, List<String> files) {
    static final int FIRST_FEW = 10;

    public Finding {
        files = List.copyOf(files == null ? List.of() : files);
    }

    static Finding of(InstalledVersion version, List<String> differing) {
        return new Finding(
                version.version(),
                version.installedAt(),
                differing.size(),
                differing.stream().limit(FIRST_FEW).toList());
    }

    boolean isAbout(InstalledVersion installed) {
        return version.equals(installed.version()) && installedAt.equals(installed.installedAt());
    }
}
