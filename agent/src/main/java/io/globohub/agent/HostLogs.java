package io.globohub.agent;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.logs.LogRequests;
import io.globohub.agent.logs.Redaction;
import io.globohub.agent.uplink.Uplink;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.time.Sleeper;

/** Wires the logs of this host's apps to those who ask for them. */
final class HostLogs {
    private HostLogs() {}

    static LogRequests of(AgentConfig config, Launcher launcher, Uplink uplink, Sleeper sleeper) {
        return new LogRequests(
                (app, source) -> source == LogSource.BOOT ? launcher.bootLog(app) : launcher.errorLog(app),
                Redaction.usualAnd(config.redact()),
                uplink::sendLog,
                sleeper);
    }
}
