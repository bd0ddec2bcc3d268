package io.globohub.agent;

import io.globohub.agent.release.HostLayout;
import io.globohub.agent.report.DfInodeCount;
import io.globohub.agent.report.Filesystems;
import io.globohub.agent.report.HostSampler;
import io.globohub.agent.report.ProcFiles;
import java.time.Duration;
import java.util.List;

/** Puts together what measures the host. */
final class Sampling {
    private Sampling() {}

    static HostSampler of(ProcFiles proc, HostTools tools) {
        HostLayout layout = tools.layout();
        return new HostSampler(
                proc,
                new Filesystems(
                        List.of(layout.install(), layout.state(), layout.logs(), layout.run()),
                        new DfInodeCount(tools.commands(), Duration.ofSeconds(2)),
                        tools.clock()),
                tools.clock());
    }
}
