package io.globohub.controller.records;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The agent processes that used each host's credential. */
public interface AgentInstances {
    /** Those of one host, newest first. */
    List<AgentInstance> of(String hostId);

    void add(AgentInstance instance);

    void update(AgentInstance instance);

    void remove(AgentInstance instance);

    /** Hosts whose credential was used by two at once since {@code since}, and when last. */
    Map<String, Instant> contestedSince(Instant since);
}
