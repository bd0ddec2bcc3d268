package io.globohub.agent.step;

import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Marker;
import io.globohub.agent.release.Releases;
import io.globohub.agent.release.Scrub;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the target of a deployment is on the disk already, whole and untouched. */
final class Installed {
    static final StepOutcome SKIPPED = new StepOutcome.Skipped("already installed");

    private final HostLayout layout;
    private final Releases releases;

    Installed(HostLayout layout) {
        this.layout = layout;
        this.releases = new Releases(layout);
    }

    /** By marker and environment; cheap. */
    boolean isInstalled(DeploymentContext context) {
        return marker(context).isPresent() && !Files.exists(Staged.of(context).repair());
    }

    /** By every byte of the pack. */
    boolean isIntact(Manifest target, Marker marker) {
        return Scrub.of(layout.pack(target.app(), target.version()), marker.files())
                .isClean();
    }

    /** The marker under which the target's very pack is complete here, with the requirements that the target names. */
    Optional<Marker> marker(DeploymentContext context) {
        Manifest target = context.target();
        return releases.holds(target)
                ? releases.marker(target.app(), target.version())
                        .filter(marker -> marker.manifest()
                                .settings()
                                .requirements()
                                .equals(target.settings().requirements()))
                : Optional.empty();
    }

    /** A version never changes its content: the refusal when another pack has taken this version's place here. */
    Optional<Failure> otherPackOfThisVersion(Manifest target) {
        Path directory = layout.pack(target.app(), target.version());
        return releases.marker(target.app(), target.version())
                .map(marker -> marker.manifest().pack().sha256())
                .filter(digest -> !digest.equals(target.pack().sha256()))
                .map(digest -> new Failure(
                        Reason.VERSION_CONFLICT,
                        directory + " holds another pack (sha256 " + digest.short12() + ") of " + target.app() + " "
                                + target.version() + " than is to be installed (sha256 "
                                + target.pack().sha256().short12() + ")"));
    }
}
