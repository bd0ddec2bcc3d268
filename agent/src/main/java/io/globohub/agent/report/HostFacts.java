package io.globohub.agent.report;

import java.util.Locale;
import java.util.Optional;

/** What kind of host this is. Pure. */
public final class HostFacts {
    private HostFacts() {}

    /** Name for people, from the text of {@code /etc/os-release}, with the architecture. */
    public static String os(String osRelease, String architecture) {
        Optional<String> pretty = osRelease
                .lines()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length())
                        .replace("\"", "")
                        .strip())
                .filter(name -> !name.isEmpty())
                .findFirst();
        return pretty.orElse("Linux") + " (" + architecture + ")";
    }

    /** A host name that a controller accepts, from what the kernel says, or empty when nothing of it can be kept. */
    public static Optional<String> hostName(String kernelSays) {
        String name = kernelSays
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]", "-")
                .replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
