package io.globohub.controller.rollout;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Hold;
import io.globohub.controller.fleet.HostPicture;
import java.time.Duration;
import java.time.Instant;

/**
 * What a rollout of one app has to know of one host.
 *
 * @param hold what forbids changes now, on the host or on the app, or null
 * @param observedGeneration the generation the agent works towards; -1 before its first check-in
 * @param seen the app as the agent sees it, or null
 * @param assigned the app as it is wished now, or null
 * @param busy whether another rollout of the app is at work on the host
 */
public record HostFacts(
        Freshness freshness,
        Hold hold,
        long observedGeneration,
        AppObservation seen,
        Assignment assigned,
        boolean busy) {
    /** Longer than a host may take to install a new agent, wait for it in vain, and bring the old one back. */
    private static final Duration REPLACEMENT = Duration.ofMinutes(10);

    static HostFacts of(HostPicture picture, AppName app, boolean busy, Instant now) {
        AppObservation seen = picture.observation(app).orElse(null);
        Hold onHost = picture.host().hold();
        Hold onApp = seen == null ? null : seen.hold();
        Hold active =
                onHost != null && onHost.isActive(now) ? onHost : onApp != null && onApp.isActive(now) ? onApp : null;
        return new HostFacts(
                freshness(picture, app, now),
                active,
                picture.observedGeneration(),
                seen,
                picture.assignment(app).orElse(null),
                busy);
    }

    /** For a time when its silence says nothing, because nobody listened. */
    HostFacts takenForFresh() {
        return new HostFacts(Freshness.FRESH, hold, observedGeneration, seen, assigned, busy);
    }

    /** An agent that is being replaced is silent meanwhile, and then tells how it went: not yet a lost host. */
    private static Freshness freshness(HostPicture picture, AppName app, Instant now) {
        boolean maybeReplaced = app.isAgent()
                && picture.freshness() == Freshness.LOST
                && picture.seen() != null
                && now.isBefore(picture.seen().at().plus(REPLACEMENT));
        return maybeReplaced ? Freshness.STALE : picture.freshness();
    }

    boolean isFresh() {
        return freshness == Freshness.FRESH;
    }
}
