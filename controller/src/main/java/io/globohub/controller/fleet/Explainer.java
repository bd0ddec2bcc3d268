package io.globohub.controller.fleet;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Explanation;
import io.globohub.common.protocol.Explanation.AppExplanation;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Hold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Says why a host is as it is: the chain of facts from the wish to what is, and what happens next. Pure. */
public final class Explainer {
    private record Next(String action, Instant at) {}

    private Explainer() {}

    public static Explanation explain(HostPicture picture, Instant now) {
        TreeSet<AppName> names = new TreeSet<>();
        picture.assignments().forEach(assignment -> names.add(assignment.app()));
        if (picture.seen() != null) {
            picture.seen().observation().apps().forEach(app -> names.add(app.app()));
        }
        return new Explanation(
                picture.host().name(),
                picture.freshness(),
                picture.seen() == null ? null : picture.seen().at(),
                names.stream().map(name -> explain(picture, name, now)).toList());
    }

    private static AppExplanation explain(HostPicture picture, AppName name, Instant now) {
        Assignment wished = picture.assignment(name).orElse(null);
        AppObservation seen = picture.observation(name).orElse(null);
        List<Drift> drift = DriftCalculator.between(name, wished, seen, picture.freshness());
        Failure failure = failure(seen);
        DeploymentReport deployment = seen == null ? null : seen.deployment();
        Next next = next(picture, wished, seen, drift, failure, now);
        return new AppExplanation(
                name,
                verdict(name, drift, failure),
                chain(picture, wished, seen, now),
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

    private static List<String> chain(HostPicture picture, Assignment wished, AppObservation seen, Instant now) {
        List<String> chain = new ArrayList<>();
        chain.add(
                wished == null
                        ? "desired: nothing is assigned"
                        : "desired: " + lower(wished.goal()) + " " + wished.manifestId() + " (generation "
                                + wished.generation()
                                + (wished.rolloutId() == null ? ")" : ", by rollout " + wished.rolloutId() + ")"));
        chain.addAll(picture.warnings());
        Hold hold = picture.host().hold();
        if (hold != null && hold.isActive(now)) {
            chain.add("held by " + hold.owner() + ": " + hold.reason());
        }
        if (picture.seen() == null) {
            chain.add("the host has never checked in");
            return chain;
        }
        chain.add("last check-in " + picture.seen().at() + " (" + lower(picture.freshness())
                + "), working towards generation " + picture.observedGeneration());
        if (seen == null) {
            chain.add("the agent knows nothing of it");
            return chain;
        }
        if (seen.override() != null) {
            chain.add("overridden on the host itself: " + seen.override());
        }
        DeploymentReport deployment = seen.deployment();
        if (deployment != null) {
            chain.add("deployment of " + deployment.manifestId() + ": "
                    + (deployment.outcome() == null
                            ? "in step " + deployment.step()
                            : lower(deployment.outcome()) + " at " + deployment.endedAt()));
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

    private static Next next(
            HostPicture picture,
            Assignment wished,
            AppObservation seen,
            List<Drift> drift,
            Failure failure,
            Instant now) {
        Hold hold = picture.host().hold();
        if (hold != null && hold.isActive(now)) {
            return new Next("Nothing but restarts after a crash until the hold ends.", hold.expiresAt());
        }
        if (picture.freshness() != Freshness.FRESH) {
            return new Next("The agent converges by itself when it reaches the controller again.", null);
        }
        if (seen != null && seen.nextRetryAt() != null) {
            return new Next("The agent tries again by itself.", seen.nextRetryAt());
        }
        if (seen != null && seen.deployment() != null && seen.deployment().outcome() == null) {
            return new Next(
                    "The deployment goes on with step " + seen.deployment().step() + ".", null);
        }
        if (wished != null && picture.observedGeneration() < wished.generation()) {
            return new Next("The agent fetches the new desired state with its long poll.", null);
        }
        if (failure != null) {
            return new Next("Nothing by itself: " + failure.reason().remedy(), null);
        }
        return new Next(drift.isEmpty() ? "Nothing: it is watched." : "The agent reconciles.", null);
    }

    private static String lower(Enum<?> value) {
        return value == null ? "unknown" : value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
