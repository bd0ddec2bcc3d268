package io.globohub.controller.fleet;

import io.globohub.common.manifest.Digest;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Environment;
import io.globohub.common.state.HostObservation;
import io.globohub.controller.records.LastSeen;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps each list of packages once: thousands of hosts serve from equal environments, and would otherwise take most of
 * the memory. Thread-safe.
 */
final class SharedEnvironments {
    private static final int MOST = 10_000;

    private final Map<Digest, Environment> known = new ConcurrentHashMap<>();

    /** The same word, its environments shared; one told in short is completed by what any host told of it. */
    LastSeen of(LastSeen word) {
        HostObservation observation = word.observation();
        if (observation.apps().stream().allMatch(app -> app.environment() == null)) {
            return word;
        }
        return new LastSeen(
                word.hostId(), word.at(), observation.withApps(this::share), word.metrics(), word.instanceId());
    }

    private AppObservation share(AppObservation app) {
        Environment environment = app.environment();
        if (environment == null) {
            return app;
        }
        if (known.size() > MOST) {
            // those in use come back with the next words
            known.clear();
        }
        return app.withEnvironment(
                environment.packages() == null
                        ? known.getOrDefault(environment.digest(), environment)
                        : known.computeIfAbsent(environment.digest(), digest -> environment));
    }
}
