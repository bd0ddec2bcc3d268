package io.globohub.controller.api;

import io.globohub.controller.agents.Checkins;
import io.globohub.controller.agents.DesiredStates;
import io.globohub.controller.agents.DesiredWaiters;
import io.globohub.controller.agents.Enrolment;
import io.globohub.controller.auth.Authenticator;
import io.globohub.controller.auth.TokenDesk;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.catalogue.PackIntake;
import io.globohub.controller.catalogue.PackStore;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostDesk;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.history.LedgerWatch;
import io.globohub.controller.logs.LogDesk;
import io.globohub.controller.records.BackupSource;
import io.globohub.controller.records.Records;
import io.globohub.controller.rollout.RolloutActions;
import io.globohub.controller.rollout.RolloutStart;
import io.globohub.controller.throttle.Doorkeeper;
import io.globohub.controller.webhook.WebhookDesk;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** Everything that the HTTP interface calls. */
public record Services(
        Clock clock,
        Records records,
        Authenticator authenticator,
        Doorkeeper doorkeeper,
        TokenDesk tokens,
        Enrolment enrolment,
        Checkins checkins,
        DesiredStates desired,
        DesiredWaiters waiters,
        LiveFleet live,
        FleetIndex index,
        FleetReader fleet,
        HostDesk hosts,
        LogDesk logs,
        PackStore packStore,
        PackIntake packs,
        ManifestMaker manifests,
        RolloutStart rolloutStart,
        RolloutActions rolloutActions,
        BackupSource backups,
        WebhookDesk webhooks,
        LedgerWatch ledger,
        Path dataDirectory) {

    Api api(EventStream stream, ServerMetrics metrics, Set<String> trustedProxies) {
        return new Api(
                new Gate(authenticator, doorkeeper, trustedProxies),
                new Api.Resources(
                        new AgentApi(enrolment, checkins, desired, waiters),
                        new FleetApi(records, index, clock),
                        new HostApi(records, index, fleet, live, hosts, clock),
                        new LogApi(logs, waiters),
                        new PackApi(records, packs, packStore, index),
                        new PackageApi(index),
                        new SearchApi(records, index),
                        new ManifestApi(records, manifests),
                        new RolloutApi(records, rolloutStart, rolloutActions),
                        new EventApi(records),
                        stream,
                        new IntegrationApi(records, fleet, clock),
                        new WebhookApi(webhooks),
                        new TokenApi(tokens),
                        new BackupApi(backups),
                        new SystemApi(records, metrics)));
    }
}
