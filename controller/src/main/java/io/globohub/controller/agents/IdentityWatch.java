package io.globohub.controller.agents;

import io.globohub.common.event.EventKind;
import io.globohub.controller.records.AgentInstance;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices that two agents use one host's credential: a machine was copied with it, or somebody took it. Each start of an
 * agent has a new instance id, so a restart brings one that was never heard of; one that speaks again although a newer one
 * does is the second of two that live at the same time. Thread-safe.
 *
 * <p>Nothing is cut off: which of the two is the right one only people can say, and both may serve users. They are told
 * in the ledger, in the host's warnings and in its explanation.
 */
public final class IdentityWatch {
    /** A last word of an agent that was replaced may still have been on its way. */
    static final Duration STRAGGLER = Duration.ofSeconds(30);
    /** With several controllers the other agent may speak to another one, so memory is not enough. */
    static final Duration LOOKED_UP_EVERY = Duration.ofMinutes(1);

    static final Duration SAID_AGAIN_AFTER = Duration.ofHours(1);

    private static final int REMEMBERED = 8;
    private static final int LONGEST_ID = 100;

    private final Records records;
    private final boolean shared;
    private final Clock clock;
    private final Map<String, Heard> last = new ConcurrentHashMap<>();

    private record Heard(String instanceId, Instant lookedUpAt) {}

    /** @param shared whether other controllers hear agents as well */
    public IdentityWatch(Records records, boolean shared, Clock clock) {
        this.records = records;
        this.shared = shared;
        this.clock = clock;
    }

    /** An agent with this host's credential has spoken. An agent that does not say which it is cannot be told apart. */
    public void heard(HostRecord host, String instanceId, String bootId) {
        if (instanceId == null || instanceId.isBlank() || instanceId.length() > LONGEST_ID) {
            return;
        }
        Instant now = clock.instant();
        Heard before = last.get(host.id());
        if (before != null
                && before.instanceId().equals(instanceId)
                && (!shared || now.isBefore(before.lookedUpAt().plus(LOOKED_UP_EVERY)))) {
            return;
        }
        last.put(host.id(), new Heard(instanceId, now));
        List<AgentInstance> known =
                records.read(session -> session.agentInstances().of(host.id()));
        boolean isNewest = !known.isEmpty() && known.get(0).instanceId().equals(instanceId);
        if (!isNewest) {
            records.write(session -> {
                note(session, host, instanceId, bootId, now);
                return null;
            });
        }
    }

    private static void note(Session session, HostRecord host, String instanceId, String bootId, Instant now) {
        List<AgentInstance> known = session.agentInstances().of(host.id());
        AgentInstance spoke = known.stream()
                .filter(one -> one.instanceId().equals(instanceId))
                .findFirst()
                .orElse(null);
        if (spoke == null) {
            session.agentInstances().add(new AgentInstance(host.id(), instanceId, bootId, now, null));
            known.stream().skip(REMEMBERED - 1L).forEach(session.agentInstances()::remove);
            return;
        }
        AgentInstance newest = known.get(0);
        if (newest.equals(spoke) || now.isBefore(newest.firstSeenAt().plus(STRAGGLER))) {
            return;
        }
        Instant said = spoke.contestedAt();
        session.agentInstances().update(spoke.contested(now));
        if (said == null || now.isAfter(said.plus(SAID_AGAIN_AFTER))) {
            session.ledger()
                    .append(NewEvent.of(EventKind.IDENTITY_CLONED, NewEvent.CONTROLLER, sentence(host, spoke, newest))
                            .onHost(host.id(), host.name())
                            .withBody(List.of(spoke, newest)));
        }
    }

    private static String sentence(HostRecord host, AgentInstance one, AgentInstance other) {
        boolean oneMachine = one.bootId() != null && Objects.equals(one.bootId(), other.bootId());
        return "the credential of " + host.name() + " is used by two agents at once, "
                + (oneMachine ? "both on one machine" : "on two machines")
                + ": enrol the copy under a name of its own, and this host anew if it may have been stolen";
    }
}
