package io.globohub.controller.agents;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Version;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;

/** How a fact from a host stands in the ledger. Pure. */
final class AgentEvents {
    private AgentEvents() {}

    static NewEvent ledgerEvent(AgentEvent event, HostRecord host) {
        String actor = "host:" + host.name() + (event.actor() == null ? "" : "/" + event.actor());
        AppName app = event.app() == null && event.manifestId() != null
                ? event.manifestId().app()
                : event.app();
        Version version = event.manifestId() == null ? null : event.manifestId().version();
        return NewEvent.of(event.kind(), actor, event.message())
                .at(event.at())
                .onHost(host.id(), host.name())
                .ofApp(app, version)
                .inRollout(
                        event.deployment() == null ? null : event.deployment().rolloutId())
                .because(event.failure() == null ? null : event.failure().reason())
                .withBody(event);
    }
}
