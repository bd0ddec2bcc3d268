package io.globohub.controller.fleet;

import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Phase;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens next to an app on a host, and when; or what a person has to do. The first of these that applies: what
 * stands against every change, what the agent does by itself, what a rollout waits for, what only a person can do. Pure.
 *
 * @param at when it happens, or null when that cannot be said
 */
record Outlook(String action, Instant at) {

    /**
     * All that decides what comes next.
     *
     * @param wished what is assigned, or null
     * @param seen what the agent said, or null
     * @param failure why it is not as wished, or null
     * @param rollout the unfinished rollout that the host has a place in, or null
     * @param rule when a silent host is stale and lost
     */
    record Facts(
            HostPicture picture,
            Assignment wished,
            AppObservation seen,
            List<Drift> drift,
            Failure failure,
            HostRollout rollout,
            FreshnessRule rule) {}

    static Outlook of(Facts facts, Instant now) {
        return held(facts, now)
                .or(() -> silent(facts))
                .or(() -> atWork(facts))
                .or(() -> inRollout(facts))
                .orElseGet(() -> otherwise(facts));
    }

    private static Optional<Outlook> held(Facts facts, Instant now) {
        Hold onHost = facts.picture().host().hold();
        if (onHost != null && onHost.isActive(now)) {
            return some("Nothing but restarts after a crash until the hold ends.", onHost.expiresAt());
        }
        Hold onApp = facts.seen() == null ? null : facts.seen().hold();
        return onApp != null && onApp.isActive(now)
                ? some("Nothing but restarts after a crash until the hold on the app ends.", onApp.expiresAt())
                : Optional.empty();
    }

    private static Optional<Outlook> silent(Facts facts) {
        HostPicture picture = facts.picture();
        if (picture.freshness() == Freshness.FRESH) {
            return picture.seen() == null ? some("The agent checks in for the first time.", null) : Optional.empty();
        }
        if (picture.freshness() == Freshness.STALE) {
            Instant heard = picture.seen() == null
                    ? picture.host().enrolledAt()
                    : picture.seen().at();
            return some(
                    "Without a word until then the host counts as lost; the agent converges by itself when it reaches"
                            + " the controller again.",
                    heard.plus(facts.rule().lostAfter()));
        }
        return some("The agent converges by itself when it reaches the controller again.", null);
    }

    private static Optional<Outlook> atWork(Facts facts) {
        AppObservation seen = facts.seen();
        if (seen != null && seen.nextRetryAt() != null) {
            return some(
                    seen.phase() == Phase.CRASH_LOOP || seen.phase() == Phase.BACKOFF
                            ? "The agent starts it again."
                            : "The agent tries again by itself.",
                    seen.nextRetryAt());
        }
        if (seen != null && seen.deployment() != null && seen.deployment().outcome() == null) {
            return some("The deployment goes on with step " + seen.deployment().step() + ".", null);
        }
        return facts.wished() != null
                        && facts.picture().observedGeneration() < facts.wished().generation()
                ? some("The agent fetches the new desired state with its long poll.", null)
                : Optional.empty();
    }

    private static Optional<Outlook> inRollout(Facts facts) {
        if (facts.rollout() == null) {
            return Optional.empty();
        }
        Rollout rollout = facts.rollout().rollout();
        HostStatus place = facts.rollout().place().status();
        boolean waits = place == HostStatus.WAITING;
        if (rollout.progress().status() == Status.PAUSED && (waits || place == HostStatus.BAKING)) {
            return some(
                    "Nothing by itself: rollout " + rollout.id() + " is paused; 'globohub rollout resume "
                            + rollout.id() + "' lets it go on.",
                    null);
        }
        if (waits) {
            return Optional.of(turn(rollout, facts.rollout().place().batch()));
        }
        if (place == HostStatus.BAKING) {
            Instant healthy = facts.rollout().place().healthyAt();
            return some(
                    "Rollout " + rollout.id() + " takes it for done if it stays healthy until then.",
                    healthy == null
                            ? null
                            : healthy.plusSeconds(rollout.policy().bakeSeconds()));
        }
        return Optional.empty();
    }

    private static Outlook turn(Rollout rollout, int batch) {
        RolloutProgress progress = rollout.progress();
        String its = "It gets its turn with batch " + batch + " of rollout " + rollout.id();
        if (progress.awaitingPromotion()) {
            return new Outlook(
                    its + ", once somebody promotes the canary ('globohub rollout promote " + rollout.id() + "').",
                    null);
        }
        if (batch <= progress.batch() + 1 && progress.gateOpensAt() != null) {
            return new Outlook(its + ", when batch " + progress.batch() + " has baked.", progress.gateOpensAt());
        }
        return new Outlook(its + "; batch " + progress.batch() + " is in work.", null);
    }

    private static Outlook otherwise(Facts facts) {
        if (facts.seen() != null && facts.seen().override() != null) {
            return new Outlook(
                    "Nothing by itself: what was chosen on the host itself stays until a new rollout says otherwise.",
                    null);
        }
        if (facts.failure() != null) {
            return new Outlook("Nothing by itself: " + facts.failure().reason().remedy(), null);
        }
        return new Outlook(facts.drift().isEmpty() ? "Nothing: it is watched." : "The agent reconciles.", null);
    }

    private static Optional<Outlook> some(String action, Instant at) {
        return Optional.of(new Outlook(action, at));
    }
}
