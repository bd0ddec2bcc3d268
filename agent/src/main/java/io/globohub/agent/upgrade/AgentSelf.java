package io.globohub.agent.upgrade;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.InstalledVersion;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProcessReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * This very process, in the words that apps are described with, so that rollouts judge it by the same gates.
 *
 * @param version what it says of itself
 */
public record AgentSelf(String version, long pid, Instant startedAt) {

    /** How the agent stands to {@code wish}; empty when nobody wishes anything of it. */
    Optional<AppObservation> observe(
            Assignment wish, UpgradeRecord record, DeploymentReport current, long rssBytes, double cpuRatio) {
        if (wish == null) {
            return Optional.empty();
        }
        Manifest mine = mine(wish, record);
        boolean isGone = wish.goal() == Goal.ABSENT && mine == null && record.inWork() == null;
        if (isGone) {
            return Optional.empty();
        }
        boolean settled = record.inWork() == null;
        DeploymentReport last = current != null
                ? current
                : settled ? record.last() : record.inWork().report();
        return Optional.of(new AppObservation(
                AppName.AGENT,
                wish.goal(),
                mine == null ? null : CanonicalJson.idOf(mine),
                null,
                installed(mine),
                mine == null
                        ? null
                        : new ProcessReport(
                                CanonicalJson.idOf(mine), pid, startedAt, 0, cpuRatio, rssBytes, -1, List.of()),
                settled ? Phase.SERVING : Phase.STARTING,
                startedAt,
                0,
                0,
                null,
                null,
                failure(wish, record),
                last,
                null,
                List.of(),
                null));
    }

    /** The release that this process is: the one wished, or else the one that the last upgrade brought. */
    private Manifest mine(Assignment wish, UpgradeRecord record) {
        Manifest managed = record.managed();
        boolean isWished = wish.goal() == Goal.RUNNING
                && UpgradeRecord.isVersion(wish.manifest().version(), version);
        boolean isManaged = managed != null && UpgradeRecord.isVersion(managed.version(), version);
        return isWished ? wish.manifest() : isManaged ? managed : null;
    }

    private List<InstalledVersion> installed(Manifest mine) {
        return mine == null
                ? List.of()
                : List.of(new InstalledVersion(
                        mine.version(), CanonicalJson.idOf(mine), mine.pack().sha256(), startedAt));
    }

    private static Failure failure(Assignment wish, UpgradeRecord record) {
        DeploymentReport last = record.last();
        return last != null && last.failure() != null && last.manifestId().equals(wish.manifestId())
                ? last.failure()
                : null;
    }
}
