package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Scrub;
import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds the pack on the disk to its digest once more, and to its signature where the host trusts keys. A manifest
 * carries no signature, so on such a host every pack is refused as unsigned.
 */
public final class Verify implements DiskStep {
    private final HostLayout layout;
    private final Installed installed;
    private final List<String> trustedKeys;

    public Verify(HostLayout layout, List<String> trustedKeys) {
        this.layout = layout;
        this.installed = new Installed(layout);
        this.trustedKeys = List.copyOf(trustedKeys);
    }

    @Override
    public StepName name() {
        return StepName.VERIFY;
    }

    @Override
    public StepOutcome onDisk(DeploymentContext context) throws IOException {
        if (!trustedKeys.isEmpty()) {
            return new StepOutcome.Failed(new Failure(
                    Reason.SIGNATURE_INVALID,
                    "the pack carries no signature, and this host trusts only packs signed by one of its "
                            + trustedKeys.size() + " keys"));
        }
        if (installed.isInstalled(context)) {
            return Installed.SKIPPED;
        }
        Path zip = layout.cachedPack(context.target().pack().sha256());
        if (!Files.exists(zip)) {
            return new StepOutcome.Failed(
                    new Failure(Reason.PACK_UNAVAILABLE, "the fetched pack is gone from " + zip), true);
        }
        Digest actual = Scrub.digestOf(zip);
        if (!actual.equals(context.target().pack().sha256())) {
            Files.delete(zip);
            return new StepOutcome.Failed(new Failure(
                    Reason.DIGEST_MISMATCH,
                    "the fetched pack changed on the disk: its sha256 is " + actual.short12() + "…"));
        }
        return new StepOutcome.Done("sha256 as announced; no keys are configured, so no signature is asked for");
    }
}
