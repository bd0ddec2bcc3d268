package io.globohub.agent.upgrade;

import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What has to be done about the agent's own version. Pure. */
public sealed interface UpgradeDecision {
    /** Longer than the unit may take for both ways. */
    Duration PATIENCE = Duration.ofMinutes(20);

    /** As wished, or nothing that can be done. */
    record Rest() implements UpgradeDecision {}

    /** The unit is at work. */
    record Await() implements UpgradeDecision {}

    /** Bring this release. */
    record Begin(Assignment wish) implements UpgradeDecision {}

    /** Bring back what was there before the release that is no longer wished. */
    record GoBack(Assignment wish) implements UpgradeDecision {}

    /** The order in work has ended; {@code failure} is null when all is well. */
    record Ended(DeploymentReport.Outcome outcome, Failure failure) implements UpgradeDecision {}

    /**
     * Decides.
     *
     * @param wish what is assigned of the agent, or null
     * @param mayBegin whether the desired state still holds
     * @param own the version of this very process
     * @param word what the unit said last
     */
    static UpgradeDecision next(
            Assignment wish,
            boolean mayBegin,
            UpgradeRecord record,
            String own,
            Optional<InstallerWord> word,
            Instant now) {
        if (record.inWork() != null) {
            return inWork(record.inWork(), own, word, now);
        }
        if (wish == null || !mayBegin) {
            return new Rest();
        }
        return switch (wish.goal()) {
            case RUNNING -> running(wish, record, own);
            case ABSENT -> absent(wish, record, own);
            case STOPPED -> new Rest();
        };
    }

    private static UpgradeDecision inWork(
            UpgradeRecord.InWork inWork, String own, Optional<InstallerWord> word, Instant now) {
        Optional<InstallerWord> about = word.filter(said -> said.order().equals(inWork.order()));
        if (about.isPresent() && about.get().outcome().isEnd()) {
            return ended(inWork, own, about.get());
        }
        if (now.isBefore(inWork.startedAt().plus(PATIENCE))) {
            return new Await();
        }
        return new Ended(
                DeploymentReport.Outcome.FAILED,
                new Failure(
                        Reason.UPGRADE_UNAVAILABLE,
                        about.isEmpty()
                                ? "nothing took the order within " + PATIENCE.toMinutes() + " minutes"
                                : "the installer did not end within " + PATIENCE.toMinutes() + " minutes"));
    }

    private static UpgradeDecision ended(UpgradeRecord.InWork inWork, String own, InstallerWord word) {
        Failure why = new Failure(word.reason(), word.detail(), word.evidence());
        return switch (word.outcome()) {
            case INSTALLED ->
                inWork.brought(own)
                        ? new Ended(DeploymentReport.Outcome.SUCCEEDED, null)
                        : new Ended(
                                DeploymentReport.Outcome.FAILED,
                                new Failure(
                                        Reason.UPGRADE_FAILED,
                                        "the package was installed, and yet this is agent " + own));
            case REVERTED -> new Ended(DeploymentReport.Outcome.ROLLED_BACK, why);
            case REFUSED, BROKEN -> new Ended(DeploymentReport.Outcome.FAILED, why);
            case INSTALLING, WAITING -> new Await();
        };
    }

    /** Tried once, for good or ill: what a person installs by hand afterwards is drift, and not fought. */
    private static UpgradeDecision running(Assignment wish, UpgradeRecord record, String own) {
        boolean isThere = UpgradeRecord.isVersion(wish.manifest().version(), own);
        return isThere || record.wasTried(wish, false) ? new Rest() : new Begin(wish);
    }

    private static UpgradeDecision absent(Assignment wish, UpgradeRecord record, String own) {
        Manifest managed = record.managed();
        boolean isOurs = managed != null && UpgradeRecord.isVersion(managed.version(), own);
        return isOurs && !record.wasTried(wish, true) ? new GoBack(wish) : new Rest();
    }
}
