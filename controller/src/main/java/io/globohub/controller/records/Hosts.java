package io.globohub.controller.records;

import io.globohub.common.manifest.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Enrolled hosts. */
public interface Hosts {
    Optional<HostRecord> byId(String id);

    /** Those of these hosts that exist, in no order. */
    List<HostRecord> byIds(Collection<String> ids);

    /** The active host of that name. */
    Optional<HostRecord> byName(String name);

    /** The active host whose credential has this digest. */
    Optional<HostRecord> byCredential(Digest credential);

    /** Active hosts, ordered by name. */
    List<HostRecord> active();

    /** Retired hosts, ordered by name. */
    List<HostRecord> retired();

    void add(HostRecord host, Digest credential);

    void update(HostRecord host);

    /** The same for many at once; none of them twice. */
    void update(Collection<HostRecord> hosts);

    void revokeCredential(String id);

    List<LastSeen> lastSeen();

    /**
     * What other controllers wrote down since.
     *
     * @param mark from the answer before, 0 at first
     */
    SeenElsewhere seenElsewhere(long mark);

    /** @param mark for the next look */
    record SeenElsewhere(List<LastSeen> seen, long mark) {}

    /** A word that is older than the one written down is left out. */
    void saveLastSeen(List<LastSeen> seen);
}
