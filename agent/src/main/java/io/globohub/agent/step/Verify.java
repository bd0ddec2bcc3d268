package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Scrub;
import io.globohub.common.keys.TrustedKeys;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds the pack on the disk to its digest once more, and to its signature where the host trusts keys. The signature says
 * which app and version the bytes are, so a controller that was taken over cannot pass off one pack as another, nor bring
 * one that nobody trusted has built.
 */
public final class Verify implements DiskStep {
    private final HostLayout layout;
    private final Installed installed;
    private final TrustedKeys trustedKeys;

    public Verify(HostLayout layout, List<String> trustedKeys) {
        this.layout = layout;
        this.installed = new Installed(layout);
        this.trustedKeys = new TrustedKeys(trustedKeys);
    }

    @Override
    public StepName name() {
        return StepName.VERIFY;
    }

    @Override
    public StepOutcome onDisk(DeploymentContext context) throws IOException {
        Optional<String> distrust = distrust(context.target());
        if (distrust.isPresent()) {
            return new StepOutcome.Failed(new Failure(Reason.SIGNATURE_INVALID, distrust.get()));
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
        return new StepOutcome.Done(
                trustedKeys.isEmpty()
                        ? "sha256 as announced; no keys are configured, so no signature is asked for"
                        : "sha256 as announced, signed with the trusted key "
                                + context.target().pack().signature().publicKey());
    }

    /** Why the pack is not to be trusted; empty when it is, or when this host asks for no signatures. */
    private Optional<String> distrust(Manifest target) {
        return trustedKeys.isEmpty() ? Optional.empty() : trustedKeys.objection(target);
    }
}
