package io.globohub.agent.gunicorn;

import io.globohub.agent.probe.Verdict;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Spawner;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A release on trial: its gunicorn, alone on a private Unix socket. Closing it ends every process of the trial. */
public final class Candidate implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final int EVIDENCE = 30;
    /** sockaddr_un holds 108 bytes, the last of them zero (unix(7)). */
    private static final int MAX_SOCKET_PATH = 107;

    private final Trials trials;
    private final Manifest manifest;
    private final Spawner.Spawned process;
    private final Path directory;

    private Candidate(Trials trials, Manifest manifest, Spawner.Spawned process, Path directory) {
        this.trials = trials;
        this.manifest = manifest;
        this.process = process;
        this.directory = directory;
    }

    /** Starts candidates; at most one of an app at a time. */
    public record Trials(
            HostLayout layout,
            DurableFiles files,
            GunicornConf conf,
            Launcher launcher,
            Stopper stopper,
            ProcessTable table,
            Sleeper sleeper) {

        public Candidate start(Manifest manifest) throws IOException, InterruptedException {
            AppName app = manifest.app();
            stopper.endCandidates(app, Duration.ZERO);
            Path directory = privateDirectory(app);
            Path log = layout.appLogs(app).resolve("candidate.log");
            Files.createDirectories(layout.appLogs(app));
            Path confFile = directory.resolve("gunicorn.conf.py");
            files.write(
                    confFile,
                    conf.candidate(manifest, directory.resolve("s"), log).getBytes(StandardCharsets.UTF_8));
            return new Candidate(this, manifest, launcher.startCandidate(manifest, confFile, log), directory);
        }

        private Path privateDirectory(AppName app) throws IOException {
            Path usual = layout.appRun(app).resolve("candidate");
            Files.createDirectories(layout.appRun(app));
            if (usual.resolve("s").toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH) {
                return Files.createTempDirectory("globohub-");
            }
            FileTrees.delete(usual);
            return Files.createDirectory(
                    usual,
                    java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                            java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
        }
    }

    public Path socket() {
        return directory.resolve("s");
    }

    /** What it wrote last. */
    public List<String> lastLines() {
        return AppLog.tail(trials.layout.appLogs(manifest.app()).resolve("candidate.log"), EVIDENCE);
    }

    /** Asks until the answer is good; a failure when it dies first or takes longer than it is allowed to. */
    public Optional<Failure> awaitGood(Supplier<Verdict> ask) throws InterruptedException {
        long limit =
                Duration.ofSeconds(manifest.settings().startupTimeoutSeconds()).toMillis();
        String lastAnswer = "it did not listen";
        double askedSeconds = 0;
        for (long waited = 0; waited + askedSeconds * 1000 <= limit; waited += POLL.toMillis()) {
            if (!trials.table.isAlive(process.id())) {
                OptionalInt code = process.exitCode().isDone()
                        ? OptionalInt.of(process.exitCode().join())
                        : OptionalInt.empty();
                Failure ending = Ending.of(code, lastLines());
                return Optional.of(new Failure(
                        ending.reason() == Reason.SETUPTOOLS_TOO_NEW ? ending.reason() : Reason.PREFLIGHT_FAILED,
                        ending.detail(),
                        ending.evidence()));
            }
            if (Files.exists(socket())) {
                Verdict verdict = ask.get();
                if (verdict.isHealthy()) {
                    return Optional.empty();
                }
                lastAnswer = verdict.detail();
                askedSeconds += verdict.seconds();
            }
            trials.sleeper.sleep(POLL);
        }
        return Optional.of(new Failure(
                Reason.PREFLIGHT_FAILED,
                "no good answer within " + manifest.settings().startupTimeoutSeconds() + " s; the last: " + lastAnswer,
                lastLines()));
    }

    @Override
    public void close() {
        try {
            trials.stopper.endCandidates(manifest.app(), GRACE);
            trials.launcher.groups().removeTrial(manifest.app());
            FileTrees.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
