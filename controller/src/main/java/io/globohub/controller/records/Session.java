package io.globohub.controller.records;

/** One consistent look at the records, and the place to change them; valid only inside the work it was given to. */
public interface Session {
    Hosts hosts();

    Assignments assignments();

    Catalogue catalogue();

    Rollouts rollouts();

    Tokens tokens();

    AgentInstances agentInstances();

    Ledger ledger();

    Past past();

    MetricHours metricHours();

    Webhooks webhooks();

    LogRequests logRequests();

    /** Answers given under an {@code Idempotency-Key}. */
    Answers answers();
}
