package io.globohub.controller.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which entries of the ledger. */
final class EventFilterOptions {
    @Option(names = "--host", paramLabel = "HOST", description = "About this host.")
    String host;

    @Option(names = "--app", paramLabel = "APP", description = "About this app.")
    String app;

    @Option(names = "--actor", paramLabel = "NAME", description = "Done by this token, host or the controller.")
    String actor;

    @Option(names = "--rollout", paramLabel = "ROLLOUT", description = "Of this rollout.")
    String rollout;

    @Option(names = "--kind", paramLabel = "WORD", description = "Such as deployment_failed.")
    String kind;

    @Option(names = "--since", paramLabel = "DURATION", description = "Not older than, such as 2h or 3d.")
    Duration since;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many (default ${DEFAULT-VALUE}).")
    int limit;

    /** As query parameters. */
    Map<String, Object> at(Instant now) {
        Map<String, Object> filters = new HashMap<>();
        filters.put("host", host);
        filters.put("app", app);
        filters.put("actor", actor);
        filters.put("rollout", rollout);
        filters.put("kind", kind);
        filters.put("since", since == null ? null : now.minus(since));
        return filters;
    }
}
