package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.python.EnvironmentFailed;
import io.globohub.agent.python.Requirements;
import io.globohub.agent.python.VenvBuilder;
import io.globohub.agent.python.Venvs;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.manifest.Settings;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Gives the unpacked pack its environment: one that has the same requirements already, else a new one. */
public final class BuildVenv implements DiskStep {
    private final HostLayout layout;
    private final Installed installed;
    private final VenvBuilder builder;
    private final Venvs venvs;
    private final FreeSpace freeSpace;

    public BuildVenv(HostLayout layout, VenvBuilder builder, Venvs venvs, FreeSpace freeSpace) {
        this.layout = layout;
        this.installed = new Installed(layout);
        this.builder = builder;
        this.venvs = venvs;
        this.freeSpace = freeSpace;
    }

    @Override
    public StepName name() {
        return StepName.VENV;
    }

    @Override
    public StepOutcome onDisk(DeploymentContext context) throws IOException, InterruptedException {
        if (installed.isInstalled(context)) {
            return Installed.SKIPPED;
        }
        Staged staged = Staged.of(context);
        if (!Files.exists(staged.digests())) {
            return new StepOutcome.Failed(
                    new Failure(Reason.AGENT_ERROR, "the unpacked pack is gone from " + staged.pack()), true);
        }
        Settings settings = context.target().settings();
        try {
            Requirements requirements = Requirements.read(
                    staged.pack(),
                    settings.requirements(),
                    context.target().pack().sha256());
            VenvBuilder.Venv venv = builder.provide(new VenvBuilder.Request(
                    staged.pack(),
                    requirements,
                    settings.entryPoint(),
                    staged.scratch(),
                    this::requireRoom,
                    context.progress()));
            return venv.reused()
                    ? new StepOutcome.Skipped(
                            "requirements already satisfied by environment " + venv.name() + ", nothing installed")
                    : new StepOutcome.Done(venv.packages() + " packages installed into environment " + venv.name());
        } catch (EnvironmentFailed e) {
            return new StepOutcome.Failed(e.failure(), e.isTransient());
        }
    }

    private void requireRoom() throws EnvironmentFailed, IOException, InterruptedException {
        Optional<Failure> lacking = estimate(venvs).lackingIn(freeSpace.on(layout.install()), layout.install());
        if (lacking.isPresent()) {
            throw new EnvironmentFailed(lacking.get(), false);
        }
    }

    static DiskRoom estimate(Venvs venvs) {
        return DiskRoom.venv(venvs.largest().map(size -> new DiskRoom(size.bytes(), size.files())));
    }
}
