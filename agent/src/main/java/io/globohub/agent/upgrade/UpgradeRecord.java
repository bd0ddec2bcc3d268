package io.globohub.agent.upgrade;

import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.DeploymentReport.Outcome;
import io.globohub.common.state.Failure;
import io.globohub.common.state.StepReport;
import java.time.Instant;
import java.util.List;

/**
 * What the agent remembers of its own upgrades; the agent that an upgrade brings reads it too.
 *
 * @param managed the release that the last upgrade has brought, or null when no upgrade has brought this agent
 * @param inWork the order that is not over, or null
 * @param last how the last order ended, or null
 * @param lastWasWayBack whether that order was for the package before
 */
public record UpgradeRecord(Manifest managed, InWork inWork, DeploymentReport last, boolean lastWasWayBack) {
    public static final UpgradeRecord EMPTY = new UpgradeRecord(null, null, null, false);

    /**
     * An order that was given.
     *
     * @param manifest what is to be installed, or null for the way back
     * @param about the release that the outcome is told of
     * @param from the version of the agent that gave the order
     */
    public record InWork(
            String order,
            Manifest manifest,
            ManifestId about,
            String from,
            ManifestId previous,
            String rolloutId,
            int attempt,
            Instant startedAt,
            List<StepReport> steps) {

        /** Whether an agent of {@code version} is the one that the order was to bring. */
        boolean brought(String version) {
            return isWayBack() ? !version.equals(from) : isVersion(manifest.version(), version);
        }

        boolean isWayBack() {
            return manifest == null;
        }

        /** The same with what was done before the order. */
        InWork after(List<StepReport> done) {
            return new InWork(order, manifest, about, from, previous, rolloutId, attempt, startedAt, List.copyOf(done));
        }

        /** The deployment as it stands while nobody knows how it ends. */
        DeploymentReport report() {
            return ended(null, "install", null, steps, null);
        }

        /** The deployment as it ended. */
        DeploymentReport ended(Outcome outcome, String step, Instant at, List<StepReport> all, Failure failure) {
            return new DeploymentReport(
                    order, about, previous, rolloutId, attempt, startedAt, at, outcome, step, all, failure);
        }
    }

    UpgradeRecord with(InWork begun) {
        return new UpgradeRecord(managed, begun, last, lastWasWayBack);
    }

    UpgradeRecord ended(Manifest nowManaged, DeploymentReport report, boolean wasWayBack) {
        return new UpgradeRecord(nowManaged, null, report, wasWayBack);
    }

    /** Whether the last order was about {@code wish}, in this attempt. */
    boolean wasTried(Assignment wish, boolean asWayBack) {
        return last != null
                && lastWasWayBack == asWayBack
                && last.manifestId().equals(wish.manifestId())
                && last.attempt() == wish.attempt();
    }

    /** Whether an agent that says {@code own} is of {@code version}. */
    static boolean isVersion(Version version, String own) {
        return version.value().equals(own);
    }
}
