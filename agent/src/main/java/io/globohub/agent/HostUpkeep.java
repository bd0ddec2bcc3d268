package io.globohub.agent;

import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.reconcile.Host;
import io.globohub.agent.upkeep.ContentScrub;
import io.globohub.agent.upkeep.Tidying;
import io.globohub.agent.upkeep.UpkeepLoop;
import java.time.Duration;

/** Puts together what keeps the disk in order. */
final class HostUpkeep {
    private HostUpkeep() {}

    static UpkeepLoop of(AgentConfig config, HostTools tools, Host host, DiskOfApps disk, ContentScrub scrub) {
        return new UpkeepLoop(
                () -> host.apps().stream()
                        .map(loop -> new UpkeepOfApp(loop, disk))
                        .toList(),
                new Tidying(config.upkeep(), disk, tools.clock()),
                scrub,
                Duration.ofSeconds(config.upkeep().scrubSeconds()),
                tools.sleeper());
    }
}
