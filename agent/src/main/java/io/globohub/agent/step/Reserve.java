package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.port.PortCheck;
import io.globohub.agent.python.Venvs;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Releases;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.state.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/** Makes sure, before a byte is fetched, that disk and ports have room for the target. Changes nothing. */
public final class Reserve implements DiskStep {
    private final HostLayout layout;
    private final Installed installed;
    private final Releases releases;
    private final Venvs venvs;
    private final FreeSpace freeSpace;
    private final PortCheck ports;
    private final OurProcesses ourProcesses;

    public Reserve(HostLayout layout, Venvs venvs, FreeSpace freeSpace, PortCheck ports, OurProcesses ourProcesses) {
        this.layout = layout;
        this.installed = new Installed(layout);
        this.releases = new Releases(layout);
        this.venvs = venvs;
        this.freeSpace = freeSpace;
        this.ports = ports;
        this.ourProcesses = ourProcesses;
    }

    @Override
    public StepName name() {
        return StepName.RESERVE;
    }

    @Override
    public StepOutcome onDisk(DeploymentContext context) throws IOException, InterruptedException {
        Optional<Failure> conflict = installed.otherPackOfThisVersion(context.target());
        if (conflict.isPresent()) {
            return new StepOutcome.Failed(conflict.get());
        }
        Set<Long> ours = ourProcesses.pidsOf(context.app());
        for (BindAddress bind : context.target().settings().bind()) {
            Optional<Failure> problem = ports.problem(bind, ours);
            if (problem.isPresent()) {
                return new StepOutcome.Failed(problem.get());
            }
        }
        Files.createDirectories(layout.install());
        DiskRoom needed = needed(context);
        FreeSpace.Room free = freeSpace.on(layout.install());
        return needed.lackingIn(free, layout.install())
                .<StepOutcome>map(StepOutcome.Failed::new)
                .orElseGet(() -> new StepOutcome.Done(needed.bytes() + " bytes and " + needed.inodes()
                        + " inodes needed, " + free.bytes() + " bytes free; "
                        + context.target().settings().bind() + " free or ours"));
    }

    private DiskRoom needed(DeploymentContext context) throws IOException {
        if (installed.isInstalled(context)) {
            return DiskRoom.NONE;
        }
        var pack = context.target().pack();
        DiskRoom needed = DiskRoom.unpacked(pack);
        if (!Files.exists(layout.cachedPack(pack.sha256()))) {
            needed = needed.plus(DiskRoom.zip(pack, Fetch.fetchedBytes(layout, context)));
        }
        // the first version surely needs an environment; for a later one that is known, and checked, when it is
        // unpacked
        return releases.installed(context.app()).isEmpty() ? needed.plus(BuildVenv.estimate(venvs)) : needed;
    }
}
