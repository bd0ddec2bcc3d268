package io.globohub.controller.fleet;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Everything known of one host at one instant.
 *
 * @param seen null before its first check-in
 * @param contestedAt when two agents last used its credential at once, or null
 */
public record HostPicture(
        HostRecord host, LastSeen seen, Freshness freshness, List<Assignment> assignments, Instant contestedAt) {
    public HostPicture {
        assignments = List.copyOf(assignments);
    }

    /** With a credential that nobody else uses. */
    public HostPicture(HostRecord host, LastSeen seen, Freshness freshness, List<Assignment> assignments) {
        this(host, seen, freshness, assignments, null);
    }

    /** What people should know of it beside its apps. */
    public List<String> warnings() {
        return contestedAt == null
                ? List.of()
                : List.of("two agents use this host's credential, last seen "
                        + contestedAt.truncatedTo(ChronoUnit.SECONDS) + ": enrol the copy under a name of its own");
    }

    public Optional<Assignment> assignment(AppName app) {
        return assignments.stream().filter(one -> one.app().equals(app)).findFirst();
    }

    /** What the agent said of {@code app}. */
    public Optional<AppObservation> observation(AppName app) {
        return seen == null
                ? Optional.empty()
                : seen.observation().apps().stream()
                        .filter(one -> one.app().equals(app))
                        .findFirst();
    }

    /** The generation that the agent works towards; -1 before its first check-in. */
    public long observedGeneration() {
        return seen == null ? -1 : seen.observation().observedGeneration();
    }
}
