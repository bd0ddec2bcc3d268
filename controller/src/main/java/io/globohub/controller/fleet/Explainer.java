package io.globohub.controller.fleet;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.Explanation.AppExplanation;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Hold;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Says why a host is as it is: the chain of facts from the wish to what is, and what happens next. Pure. */
public final class Explainer {
    private Explainer() {}

    /**
     * Explains every app that is wished or seen on the host.
     *
     * @param rollouts unfinished ones in which the host has a place, and those that made its assignments
     * @param rule when a silent host is stale and lost
     */
    public static Explanation explain(
            HostPicture picture, List<HostRollout> rollouts, FreshnessRule rule, Instant now) {
        TreeSet<AppName> names = new TreeSet<>();
        picture.assignments().forEach(assignment -> names.add(assignment.app()));
        rollouts.forEach(one -> names.add(one.rollout().app()));
        if (picture.seen() != null) {
            picture.seen().observation().apps().forEach(app -> names.add(app.app()));
        }
        return new Explanation(
                picture.host().name(),
                picture.freshness(),
                picture.seen() == null ? null : picture.seen().at(),
                names.stream()
                        .map(name -> explain(
                                picture,
                                name,
                                rollouts.stream()
                                        .filter(one -> one.rollout().app().equals(name))
                                        .toList(),
                                rule,
                                now))
                        .toList());
    }

    private static AppExplanation explain(
            HostPicture picture, AppName name, List<HostRollout> rollouts, FreshnessRule rule, Instant now) {
        Assignment wished = picture.assignment(name).orElse(null);
        AppObservation seen = picture.observation(name).orElse(null);
        List<Drift> drift = DriftCalculator.between(name, wished, seen, picture.freshness());
        Failure failure = failure(seen);
        DeploymentReport deployment = seen == null ? null : seen.deployment();
        HostRollout underWay = rollouts.stream()
                .filter(one -> !one.rollout().progress().status().isFinished())
                .findFirst()
                .orElse(null);
        Outlook next = Outlook.of(new Outlook.Facts(picture, wished, seen, drift, failure, underWay, rule), now);
        return new AppExplanation(
                name,
                verdict(name, drift, failure),
                chain(picture, wished, seen, rollouts, now),
                failure,
                failure == null ? null : failure.reason().remedy(),
                deployment == null ? List.of() : deployment.steps(),
                next.action(),
                next.at());
    }

    private static String verdict(AppName name, List<Drift> drift, Failure failure) {
        if (drift.isEmpty()) {
            return name + " is as wished.";
        }
        String differs = name + ": " + drift.get(0).detail();
        return failure == null ? differs + "." : differs + ", because: " + failure.detail();
    }

    /** Why the app is not as wished: what holds now, else how the last deployment ended. */
    private static Failure failure(AppObservation seen) {
        if (seen == null) {
            return null;
        }
        if (seen.failure() != null) {
            return seen.failure();
        }
        DeploymentReport last = seen.deployment();
        return last != null && last.outcome() != DeploymentReport.Outcome.SUCCEEDED ? last.failure() : null;
    }

    private static List<String> chain(
            HostPicture picture, Assignment wished, AppObservation seen, List<HostRollout> rollouts, Instant now) {
        List<String> chain = new ArrayList<>();
        chain.add(
                wished == null
                        ? "desired: nothing is assigned"
                        : "desired: " + lower(wished.goal()) + " " + wished.manifestId() + " (generation "
                                + wished.generation()
                                + (wished.rolloutId() == null ? ")" : ", by rollout " + wished.rolloutId() + ")"));
        chain.addAll(picture.warnings());
        rollouts.forEach(one -> chain.add(rollout(one)));
        addHold(chain, "", picture.host().hold(), now);
        if (picture.seen() == null) {
            chain.add("the host has never checked in");
            return chain;
        }
        chain.add("last check-in " + toTheSecond(picture.seen().at()) + " (" + lower(picture.freshness())
                + "), working towards generation " + picture.observedGeneration());
        if (seen == null) {
            chain.add("the agent knows nothing of it");
            return chain;
        }
        addHold(chain, "the app is ", seen.hold(), now);
        if (seen.override() != null) {
            chain.add("overridden on the host itself: " + seen.override());
        }
        DeploymentReport deployment = seen.deployment();
        if (deployment != null) {
            chain.add("deployment of " + deployment.manifestId() + ": "
                    + (deployment.outcome() == null
                            ? "in step " + deployment.step()
                            : lower(deployment.outcome()) + " at " + toTheSecond(deployment.endedAt())));
        }
        chain.add("installed: " + (seen.active() == null ? "nothing" : seen.active()));
        chain.add(
                seen.running() == null
                        ? "running: nothing"
                        : "running: " + seen.running().manifestId() + " (pid "
                                + seen.running().pid() + ")");
        chain.add("phase: " + lower(seen.phase()) + (seen.phaseSince() == null ? "" : " since " + seen.phaseSince()));
        return chain;
    }

    private static String rollout(HostRollout one) {
        Rollout rollout = one.rollout();
        RolloutHost place = one.place();
        return "rollout " + rollout.id() + ": " + lower(rollout.progress().status())
                + (rollout.progress().detail() == null
                        ? ""
                        : " (" + rollout.progress().detail() + ")")
                + ", in batch " + rollout.progress().batch() + " of "
                + rollout.progress().batches() + "; this host: " + lower(place.status())
                + (place.batch() == 0 ? "" : " in batch " + place.batch())
                + (place.detail() == null ? "" : ", " + place.detail());
    }

    private static void addHold(List<String> chain, String what, Hold hold, Instant now) {
        if (hold != null && hold.isActive(now)) {
            chain.add(what + "held by " + hold.owner() + ": " + hold.reason()
                    + (hold.expiresAt() == null ? "" : ", until " + toTheSecond(hold.expiresAt())));
        }
    }

    private static String lower(Enum<?> value) {
        return value == null ? "unknown" : value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** As people read it. */
    private static Instant toTheSecond(Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS);
    }
}
