package io.globohub.agent;

import io.globohub.agent.artifact.PackSource;
import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.ledger.Ledger;
import io.globohub.agent.reconcile.Host;
import io.globohub.agent.report.ProcFiles;
import io.globohub.agent.state.StateFile;
import io.globohub.agent.step.Fetch;
import io.globohub.agent.upgrade.AgentSelf;
import io.globohub.agent.upgrade.InstallerBox;
import io.globohub.agent.upgrade.PackageBench;
import io.globohub.agent.upgrade.UpgradeLoop;
import io.globohub.agent.upgrade.UpgradeRecord;
import io.globohub.agent.uplink.DesiredStore;
import io.globohub.common.state.DesiredState;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what looks after the agent's own version. */
final class OwnVersion {
    private static final Logger LOG = LoggerFactory.getLogger(OwnVersion.class);
    private static final int PAGE_BYTES = 4096;

    private OwnVersion() {}

    /**
     * @param mayBegin whether the desired state still holds
     * @param changed brings the next check-in forward
     */
    static UpgradeLoop of(
            AgentConfig config,
            HostTools tools,
            PackSource packs,
            Ledger ledger,
            ProcFiles proc,
            BooleanSupplier mayBegin,
            Runnable changed,
            Consumer<Path> quarantined) {
        return new UpgradeLoop(
                new AgentSelf(
                        AgentVersion.value(),
                        ProcessHandle.current().pid(),
                        tools.clock().instant()),
                new PackageBench(
                        tools.layout(),
                        config.upgrade().trustedKeys(),
                        new Fetch(tools.layout(), packs, tools.files(), tools.sleeper()),
                        tools.clock()),
                new InstallerBox(config.upgrade().directory(), tools.files()),
                new StateFile<>(
                        tools.layout().upgrade(), UpgradeRecord.class, tools.files(), tools.clock(), quarantined),
                ledger,
                new UpgradeLoop.Tools(tools.clock(), mayBegin, changed, () -> residentBytes(proc)));
    }

    /** Hands on what was wished when the agent ended, as far as that is known. */
    static void give(DesiredStore.Loaded loaded, Host host, UpgradeLoop upgrade) {
        if (loaded instanceof DesiredStore.Loaded.Known last) {
            give(last.state(), host, upgrade);
        } else if (loaded instanceof DesiredStore.Loaded.Unknown unknown) {
            LOG.warn("{}; what runs goes on", unknown.detail());
        }
    }

    /** Hands a desired state to those who look after apps, and to the one who looks after the agent. */
    static void give(DesiredState state, Host host, UpgradeLoop upgrade) {
        host.desired(appsOf(state));
        upgrade.desired(state);
    }

    private static DesiredState appsOf(DesiredState state) {
        return new DesiredState(
                state.hostId(),
                state.generation(),
                state.issuedAt(),
                state.expiresAt(),
                state.assignments().stream()
                        .filter(assignment -> !assignment.app().isAgent())
                        .toList());
    }

    private static long residentBytes(ProcFiles proc) {
        String[] pages = proc.text("self/statm").strip().split(" ");
        return pages.length < 2 ? 0 : Long.parseLong(pages[1]) * PAGE_BYTES;
    }
}
