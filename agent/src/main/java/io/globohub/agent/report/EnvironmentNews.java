package io.globohub.agent.report;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Environment;
import io.globohub.common.state.HostObservation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps check-ins small: the packages of an environment are told until a controller has answered, after that only their
 * digest. They are told anew now and then, for a controller that has lost what it knew. Not thread-safe: one thread
 * checks in.
 */
public final class EnvironmentNews {
    private static final Duration TOLD_ANEW = Duration.ofHours(1);

    private record Told(Digest digest, Instant at) {}

    private final Clock clock;
    private final Map<AppName, Told> told = new HashMap<>();
    private final Map<AppName, Told> unanswered = new HashMap<>();

    public EnvironmentNews(Clock clock) {
        this.clock = clock;
    }

    /** {@code full} as the next check-in says it. */
    public HostObservation toSend(HostObservation full) {
        unanswered.clear();
        return full.withApps(this::toSend);
    }

    private AppObservation toSend(AppObservation app) {
        Environment environment = app.environment();
        if (environment == null) {
            return app;
        }
        Instant now = clock.instant();
        Told last = told.get(app.app());
        boolean known = last != null
                && last.digest().equals(environment.digest())
                // a clock set back counts as long ago
                && !now.isBefore(last.at())
                && now.isBefore(last.at().plus(TOLD_ANEW));
        if (known) {
            return app.withEnvironment(environment.abridged());
        }
        unanswered.put(app.app(), new Told(environment.digest(), now));
        return app;
    }

    /** The last check-in was answered. */
    public void answered() {
        told.putAll(unanswered);
        unanswered.clear();
    }
}
