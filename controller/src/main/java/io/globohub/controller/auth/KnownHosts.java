package io.globohub.controller.auth;

import io.globohub.common.manifest.Digest;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Records;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which host a credential belongs to, kept in memory, since every agent shows its own again and again. A credential is
 * its host's until that is retired and never becomes another's, so what is kept stays right for as long as the host is
 * active; whether it is, is asked each time. Thread-safe.
 */
public final class KnownHosts {
    private static final int MOST = 100_000;

    private final Records records;
    private final Predicate<String> active;
    private final Map<Digest, Principal.Agent> known = new ConcurrentHashMap<>();

    /** @param active whether the host of that id is active, as of the last commit; asked for each request */
    public KnownHosts(Records records, Predicate<String> active) {
        this.records = records;
        this.active = active;
    }

    /** The active host that has this credential. */
    Optional<Principal.Agent> byCredential(Digest credential) {
        Principal.Agent kept = known.get(credential);
        if (kept != null && active.test(kept.hostId())) {
            return Optional.of(kept);
        }
        Optional<HostRecord> host = records.read(session -> session.hosts().byCredential(credential));
        if (host.isEmpty()) {
            known.remove(credential);
            return Optional.empty();
        }
        if (known.size() >= MOST) {
            // those in use come back at once
            known.clear();
        }
        Principal.Agent agent = new Principal.Agent(host.get().id(), host.get().name());
        known.put(credential, agent);
        return Optional.of(agent);
    }
}
