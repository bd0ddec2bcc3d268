package io.globohub.agent;

import io.globohub.agent.cli.CommandFailure;
import io.globohub.agent.cli.ExitCode;
import io.globohub.agent.cli.HostOptions;
import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.control.ControlClient;
import io.globohub.agent.control.ControlRequest;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.uplink.Credential;
import io.globohub.agent.uplink.CredentialFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.service.ServiceNotice;
import io.globohub.common.service.SignOfLife;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the daemon until it is told to end (SIGTERM, SIGINT). */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run the agent in the foreground, as its systemd unit does. Apps outlive it.")
final class RunCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;
    private final String os;
    private final CrashPoint crashPoint;

    @Mixin
    private HostOptions options;

    @Spec
    private CommandSpec spec;

    /** @param crashPoint {@link CrashPoint#NONE} but in the self-test */
    RunCommand(Map<String, String> environment, Clock clock, String os, CrashPoint crashPoint) {
        this.environment = environment;
        this.clock = clock;
        this.os = os;
        this.crashPoint = crashPoint;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        AgentConfig config = resolved(options.load(environment));
        HostLayout layout = config.layout();
        Credential credential = new CredentialFile(layout.credential(), new DurableFiles(CrashPoint.NONE))
                .read()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_CONFIG,
                        "not_enrolled",
                        "this host is not enrolled: there is no " + layout.credential(),
                        "globohub-agent enroll --controller URL, with a token from 'globohub enroll-token'"));
        try (FileChannel channel =
                        FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new CommandFailure(
                        ExitCode.CONFLICT, "conflict", "another agent runs with " + layout.state(), null);
            }
            runUntilTold(config, credential);
        }
        return ExitCode.OK.number();
    }

    private void runUntilTold(AgentConfig config, Credential credential) throws IOException, InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            told.countDown();
                            try {
                                ended.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "shutdown"));
        ServiceNotice notice = ServiceNotice.from(environment);
        ControlClient self = new ControlClient(config.layout().controlSocket());
        try (Daemon daemon = Daemon.start(
                config, credential, new Daemon.Surroundings(environment, clock, Sleeper.real(), crashPoint, os))) {
            String words = "looking after " + daemon.apps() + " apps";
            spec.commandLine().getErr().println("globohub-agent runs, " + words);
            SignOfLife sign = SignOfLife.start(notice, () -> answers(self), Sleeper.real());
            notice.ready(words);
            told.await();
            notice.stopping();
            sign.end();
        } finally {
            ended.countDown();
        }
    }

    /** Whether the daemon can still say how every app is: one that hangs with a lock in hand cannot. */
    private static boolean answers(ControlClient self) {
        try {
            return self.ask(ControlRequest.status()).observation() != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The roots, made and without symbolic links: what a process says of its directory is always the real path. */
    private static AgentConfig resolved(AgentConfig config) throws IOException {
        HostLayout layout = config.layout();
        HostLayout real = new HostLayout(
                made(layout.install(), "rwxr-xr-x"),
                made(layout.state(), "rwx------"),
                made(layout.logs(), "rwxr-x---"),
                made(layout.run(), "rwxr-x---"));
        return config.withLayout(real);
    }

    private static Path made(Path directory, String permissions) throws IOException {
        if (!Files.exists(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        }
        return directory.toRealPath();
    }
}
