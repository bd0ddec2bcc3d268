package io.globohub.controller.store;

import io.globohub.controller.records.AgentInstances;
import io.globohub.controller.records.Answers;
import io.globohub.controller.records.Assignments;
import io.globohub.controller.records.Catalogue;
import io.globohub.controller.records.Hosts;
import io.globohub.controller.records.Ledger;
import io.globohub.controller.records.LogRequests;
import io.globohub.controller.records.MetricHours;
import io.globohub.controller.records.Past;
import io.globohub.controller.records.Rollouts;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.Tokens;
import io.globohub.controller.records.Webhooks;
import org.jdbi.v3.core.Handle;

/**
 * The records as seen through one open connection.
 *
 * @param origin the controller that writes
 * @param notes takes down what is changed
 * @param manifests that were read before
 * @param tail of the ledger, in a transaction that writes; else null
 * @param mark of the last words, in a transaction that writes; else null
 */
record SqlSession(
        Handle handle, String origin, ChangeNotes notes, ManifestMemo manifests, LedgerTail tail, SeenMark mark)
        implements Session {
    @Override
    public Hosts hosts() {
        return new SqlHosts(handle, origin, notes, mark);
    }

    @Override
    public Assignments assignments() {
        return new SqlAssignments(handle, notes, manifests);
    }

    @Override
    public Catalogue catalogue() {
        return new SqlCatalogue(handle);
    }

    @Override
    public Rollouts rollouts() {
        return new SqlRollouts(handle, notes);
    }

    @Override
    public Tokens tokens() {
        return new SqlTokens(handle);
    }

    @Override
    public AgentInstances agentInstances() {
        return new SqlAgentInstances(handle);
    }

    @Override
    public Ledger ledger() {
        return new SqlLedger(handle, tail, notes);
    }

    @Override
    public Past past() {
        return new SqlPast(handle, tail);
    }

    @Override
    public MetricHours metricHours() {
        return new SqlMetricHours(handle);
    }

    @Override
    public Webhooks webhooks() {
        return new SqlWebhooks(handle);
    }

    @Override
    public LogRequests logRequests() {
        return new SqlLogRequests(handle, notes);
    }

    @Override
    public Answers answers() {
        return new SqlAnswers(handle);
    }
}
