package io.globohub.controller.api;

import io.globohub.controller.agents.Checkins;
import io.globohub.controller.agents.DesiredStates;
import io.globohub.controller.agents.DesiredWaiters;
import io.globohub.controller.agents.Enrolment;
import io.globohub.controller.auth.Authenticator;
import io.globohub.controller.auth.TokenDesk;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.catalogue.PackFiles;
import io.globohub.controller.catalogue.PackIntake;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostDesk;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.records.Records;
import io.globohub.controller.rollout.RolloutActions;
import io.globohub.controller.rollout.RolloutStart;
import io.globohub.controller.webhook.WebhookDesk;
import java.time.Clock;

/** Everything that the HTTP interface calls. */
public record Services(
        Clock clock,
        Records records,
        Authenticator authenticator,
        TokenDesk tokens,
        Enrolment enrolment,
        Checkins checkins,
        DesiredStates desired,
        DesiredWaiters waiters,
        LiveFleet live,
        FleetReader fleet,
        HostDesk hosts,
        PackFiles packFiles,
        PackIntake packs,
        ManifestMaker manifests,
        RolloutStart rolloutStart,
        RolloutActions rolloutActions,
        WebhookDesk webhooks) {

    Api api(EventStream stream, ServerMetrics metrics) {
        return new Api(
                authenticator,
                new Api.Resources(
                        new AgentApi(enrolment, checkins, desired, waiters),
                        new FleetApi(records, fleet, clock),
                        new HostApi(records, fleet, live, hosts, clock),
                        new PackApi(records, packs, packFiles, fleet),
                        new ManifestApi(records, manifests),
                        new RolloutApi(records, rolloutStart, rolloutActions),
                        new EventApi(records),
                        stream,
                        new IntegrationApi(records, fleet, clock),
                        new WebhookApi(webhooks),
                        new TokenApi(tokens),
                        new SystemApi(records, metrics)));
    }
}
