package io.globohub.controller.store;

import io.globohub.controller.records.Answers;
import io.globohub.controller.records.Assignments;
import io.globohub.controller.records.Catalogue;
import io.globohub.controller.records.Hosts;
import io.globohub.controller.records.Ledger;
import io.globohub.controller.records.Rollouts;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.Tokens;
import io.globohub.controller.records.Webhooks;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/** The records as seen through one open connection. */
record SqlSession(Handle handle, Clock clock) implements Session {
    @Override
    public Hosts hosts() {
        return new SqlHosts(handle);
    }

    @Override
    public Assignments assignments() {
        return new SqlAssignments(handle);
    }

    @Override
    public Catalogue catalogue() {
        return new SqlCatalogue(handle);
    }

    @Override
    public Rollouts rollouts() {
        return new SqlRollouts(handle);
    }

    @Override
    public Tokens tokens() {
        return new SqlTokens(handle);
    }

    @Override
    public Ledger ledger() {
        return new SqlLedger(handle, clock);
    }

    @Override
    public Webhooks webhooks() {
        return new SqlWebhooks(handle);
    }

    @Override
    public Answers answers() {
        return new SqlAnswers(handle);
    }
}
