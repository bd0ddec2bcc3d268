package io.globohub.controller.records;

import io.globohub.common.manifest.Digest;
import java.util.List;
import java.util.Optional;

/** Enrolled hosts. */
public interface Hosts {
    Optional<HostRecord> byId(String id);

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

    void revokeCredential(String id);

    List<LastSeen> lastSeen();

    void saveLastSeen(List<LastSeen> seen);
}
