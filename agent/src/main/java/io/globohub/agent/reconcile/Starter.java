package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.gunicorn.Stopper;
import io.globohub.agent.process.Spawner;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.util.Optional;

/** One start of a release of which nothing runs: clears the port of orphans, and says plainly what is missing. */
final class Starter {
    private final AppName app;
    private final Launcher launcher;
    private final Stopper stopper;
    private final AppVoice voice;

    Starter(AppName app, Launcher launcher, Stopper stopper, AppVoice voice) {
        this.app = app;
        this.launcher = launcher;
        this.stopper = stopper;
        this.voice = voice;
    }

    /** How it went. */
    sealed interface Result {
        record Started(Spawner.Spawned child) implements Result {}

        record NotStarted(Failure failure) implements Result {}
    }

    Result start(Manifest release) throws InterruptedException {
        int orphans = stopper.endOrphans(app);
        if (orphans > 0) {
            String message = orphans + " workers of the dead master held the port and were ended";
            voice.tell(EventKind.PROCESS_EXITED, message, new Failure(Reason.ORPHANS_HOLD_PORT, message));
        }
        Optional<Failure> missing = launcher.missing(release);
        if (missing.isPresent()) {
            return new Result.NotStarted(missing.get());
        }
        try {
            launcher.pointAt(release);
            return new Result.Started(launcher.start(release));
        } catch (IOException e) {
            return new Result.NotStarted(
                    new Failure(Reason.PROCESS_DIED, "it could not be started: " + e.getMessage()));
        }
    }
}
