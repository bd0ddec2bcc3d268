package io.globohub.agent.step;

import io.globohub.agent.artifact.PackSource;
import io.globohub.agent.artifact.PackSource.Outcome;
import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.StepName;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Marker;
import io.globohub.agent.release.Scrub;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.manifest.Pack;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings the pack's bytes here: what came before a break or a crash is kept and continued at the next byte, and nothing
 * that does not have the announced digest ever gets the name under which packs are kept.
 */
public final class Fetch implements DiskStep {
    private static final int MAX_FRUITLESS = 2;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HostLayout layout;
    private final Installed installed;
    private final PackSource source;
    private final DurableFiles files;
    private final Sleeper sleeper;

    public Fetch(HostLayout layout, PackSource source, DurableFiles files, Sleeper sleeper) {
        this.layout = layout;
        this.installed = new Installed(layout);
        this.source = source;
        this.files = files;
        this.sleeper = sleeper;
    }

    @Override
    public StepName name() {
        return StepName.FETCH;
    }

    @Override
    public StepOutcome onDisk(DeploymentContext context) throws IOException, InterruptedException {
        if (isInstalledAndIntact(context)) {
            return Installed.SKIPPED;
        }
        Pack pack = context.target().pack();
        Path cached = layout.cachedPack(pack.sha256());
        if (Files.exists(cached)) {
            if (Scrub.digestOf(cached).equals(pack.sha256())) {
                return new StepOutcome.Skipped("the pack is here already");
            }
            Files.delete(cached);
        }
        Files.createDirectories(layout.staging());
        Files.createDirectories(layout.packCache());
        Path partial = partial(layout, context);
        removeOtherPartials(context, partial);
        return fetch(context, pack, partial, cached);
    }

    /** Looks at every byte, and leaves a sign for the steps after this when the version has been tampered with. */
    private boolean isInstalledAndIntact(DeploymentContext context) throws IOException {
        Optional<Marker> marker = installed.marker(context);
        if (marker.isEmpty()) {
            return false;
        }
        Path repair = Staged.of(context).repair();
        if (installed.isIntact(context.target(), marker.get())) {
            Files.deleteIfExists(repair);
            return true;
        }
        Files.createDirectories(context.staging());
        files.write(repair, new byte[0]);
        return false;
    }

    private StepOutcome fetch(DeploymentContext context, Pack pack, Path partial, Path cached)
            throws IOException, InterruptedException {
        boolean startedAnew = false;
        int fruitless = 0;
        long before = sizeOf(partial);
        while (true) {
            Outcome outcome;
            boolean right;
            try (PartialPack file = PartialPack.continued(partial, pack, context.progress())) {
                // a whole file with the wrong digest has nothing left to ask for
                outcome = file.size() == pack.sizeBytes()
                        ? new Outcome.Complete()
                        : source.fetch(pack.sha256(), file.size(), pack.sizeBytes(), file);
                file.force(files, partial);
                right = file.isThePack();
            }
            if (right) {
                files.rename(partial, cached);
                return new StepOutcome.Done(pack.sizeBytes() + " bytes fetched"
                        + (before == 0 ? "" : ", " + before + " of them earlier") + ", sha256 as announced");
            }
            if (outcome instanceof Outcome.Complete) {
                boolean hadOlderBytes = before > 0 && !startedAnew;
                Files.delete(partial);
                if (!hadOlderBytes) {
                    return new StepOutcome.Failed(new Failure(
                            Reason.DIGEST_MISMATCH,
                            "the " + pack.sizeBytes() + " bytes received do not have the sha256 "
                                    + pack.sha256().short12() + "… that was announced"));
                }
                // the fault may lie in what an earlier attempt left: once more from the first byte
                startedAnew = true;
                before = 0;
                continue;
            }
            String why =
                    outcome instanceof Outcome.Partial broken ? broken.why() : ((Outcome.Unavailable) outcome).why();
            fruitless = outcome instanceof Outcome.Partial ? 0 : fruitless + 1;
            if (fruitless == MAX_FRUITLESS) {
                return new StepOutcome.Failed(new Failure(Reason.PACK_UNAVAILABLE, why), true);
            }
            context.progress().accept(why + "; trying again");
            sleeper.sleep(PAUSE);
        }
    }

    /** Bytes that an earlier attempt has left. */
    static long fetchedBytes(HostLayout layout, DeploymentContext context) throws IOException {
        return sizeOf(partial(layout, context));
    }

    /** One name for each app and pack: an app has one deployment at a time, so nobody else writes it. */
    private static Path partial(HostLayout layout, DeploymentContext context) {
        return layout.staging()
                .resolve(prefix(context) + context.target().pack().sha256().hex() + ".zip");
    }

    private static String prefix(DeploymentContext context) {
        return "fetch-" + context.app() + "-";
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private void removeOtherPartials(DeploymentContext context, Path kept) throws IOException {
        int nameLength = kept.getFileName().toString().length();
        try (DirectoryStream<Path> partials = Files.newDirectoryStream(layout.staging(), prefix(context) + "*.zip")) {
            for (Path partial : partials) {
                // an app named "a-b" shares the prefix of an app named "a", but not the length
                if (!partial.equals(kept) && partial.getFileName().toString().length() == nameLength) {
                    Files.delete(partial);
                }
            }
        }
    }
}
