package io.globohub.controller.auth;

import io.globohub.common.manifest.Digest;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Records;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which host a credential belongs to, kept in memory, since every agent shows its own again and again. A change of a
 * host, its retirement above all, is told after the commit and before whoever made it goes on: what was kept of the
 * host is forgotten then. Thread-safe.
 */
public final class KnownHosts {
    private final Records records;
    private final Map<Digest, Principal.Agent> known = new HashMap<>();
    private final Map<String, Digest> credentials = new HashMap<>();
    private long changes;

    public KnownHosts(Records records) {
        this.records = records;
    }

    /** Something was committed. */
    public synchronized void changed(Changes committed) {
        if (committed.everything()) {
            changes++;
            known.clear();
            credentials.clear();
        } else if (!committed.hosts().isEmpty()) {
            changes++;
            for (String id : committed.hosts()) {
                Digest credential = credentials.remove(id);
                if (credential != null) {
                    known.remove(credential);
                }
            }
        }
    }

    /** The active host that has this credential. */
    Optional<Principal.Agent> byCredential(Digest credential) {
        long before;
        synchronized (this) {
            Principal.Agent agent = known.get(credential);
            if (agent != null) {
                return Optional.of(agent);
            }
            before = changes;
        }
        Optional<HostRecord> host = records.read(session -> session.hosts().byCredential(credential));
        Optional<Principal.Agent> agent = host.map(found -> new Principal.Agent(found.id(), found.name()));
        agent.ifPresent(found -> keep(found, credential, before));
        return agent;
    }

    /** What was read before a change may be no longer true, and is not kept. */
    private synchronized void keep(Principal.Agent agent, Digest credential, long before) {
        if (changes == before) {
            known.put(credential, agent);
            credentials.put(agent.hostId(), credential);
        }
    }
}
