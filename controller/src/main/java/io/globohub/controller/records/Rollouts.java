package io.globohub.controller.records;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rollouts and their hosts. */
public interface Rollouts {
    Optional<Rollout> byId(String id);

    /** Those in which something still happens by itself or by a person, oldest first, the late ones included. */
    List<Rollout> unfinished();

    /** How many there are in each status; statuses of none are left out. */
    Map<Status, Integer> counts();

    /** Newest first; {@code app}, {@code status} and {@code before} (an id) may be null. */
    List<Rollout> newest(AppName app, Status status, String before, int limit);

    /** Ordered by batch, then name. */
    List<RolloutHost> hosts(String rolloutId);

    /** How many hosts of a rollout are in each state; states of none are left out. */
    Map<HostStatus, Integer> hostCounts(String rolloutId);

    /** The host's place in one rollout. */
    Optional<RolloutHost> host(String rolloutId, String hostId);

    void add(Rollout rollout, List<RolloutHost> hosts);

    /** Stores {@code rollout} if the stored revision is the one before it; false when somebody was faster. */
    boolean update(Rollout rollout);

    /** Stores each of {@code hosts}, which belong to rollouts, anew. */
    void updateHosts(Collection<RolloutHost> hosts);
}
