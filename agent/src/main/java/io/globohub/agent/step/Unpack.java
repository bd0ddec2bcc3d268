package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.pack.PackRejected;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Unpacks into staging, from nothing each time: a tree that a crash left there is thrown away. */
public final class Unpack implements DiskStep {
    private final HostLayout layout;
    private final Installed installed;
    private final PackLimits limits;
    private final DurableFiles files;

    public Unpack(HostLayout layout, PackLimits limits, DurableFiles files) {
        this.layout = layout;
        this.installed = new Installed(layout);
        this.limits = limits;
        this.files = files;
    }

    @Override
    public StepName name() {
        return StepName.UNPACK;
    }

    @Override
    public StepOutcome onDisk(DeploymentContext context) throws IOException {
        if (installed.isInstalled(context)) {
            return Installed.SKIPPED;
        }
        Staged staged = Staged.of(context);
        Path zip = layout.cachedPack(context.target().pack().sha256());
        try {
            PackArchive archive = PackArchive.open(zip, limits);
            Files.deleteIfExists(staged.digests());
            FileTrees.delete(staged.pack());
            Files.createDirectories(staged.pack());
            Map<String, Digest> digests = archive.extract(staged.pack());
            files.syncTree(staged.pack());
            files.write(staged.digests(), Json.writeBytes(digests));
            return new StepOutcome.Done(digests.size() + " files unpacked");
        } catch (PackRejected e) {
            FileTrees.delete(staged.pack());
            return new StepOutcome.Failed(new Failure(Reason.PACK_REJECTED, e.getMessage()));
        } catch (NoSuchFileException gone) {
            return new StepOutcome.Failed(
                    new Failure(Reason.PACK_UNAVAILABLE, "the fetched pack is gone from " + zip), true);
        }
    }
}
