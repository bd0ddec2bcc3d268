package io.globohub.agent.gunicorn;

import io.globohub.agent.group.AppGroups;
import io.globohub.agent.process.Spawner;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Points {@code current} at a release and starts its gunicorn through it.
 *
 * <p>Interpreter, console script and configuration are all named through the unresolved {@code current}, since a re-exec
 * uses the same words again and must then find the new release behind them.
 */
public final class Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final String ENTRY = "globohub_entry:application";

    private static final int BOOT_LOGS = 5;

    private final HostLayout layout;
    private final DurableFiles files;
    private final GunicornConf conf;
    private final Spawner spawner;
    private final Masters masters;
    private final AppGroups groups;

    public Launcher(
            HostLayout layout,
            DurableFiles files,
            GunicornConf conf,
            Spawner spawner,
            Masters masters,
            AppGroups groups) {
        this.layout = layout;
        this.files = files;
        this.conf = conf;
        this.spawner = spawner;
        this.masters = masters;
        this.groups = groups;
    }

    /** Makes {@code manifest} what the next start or re-exec finds: its configuration first, then the one rename. */
    public void pointAt(Manifest manifest) throws IOException {
        AppName app = manifest.app();
        Path pack = layout.pack(app, manifest.version());
        if (!Files.isDirectory(pack)) {
            throw new NoSuchFileException(pack.toString(), null, "the version is not on the disk");
        }
        byte[] text = conf.live(manifest).getBytes(StandardCharsets.UTF_8);
        Path file = layout.gunicornConf(pack);
        if (!files.read(file).map(there -> java.util.Arrays.equals(there, text)).orElse(false)) {
            files.write(file, text, "rw-r--r--");
        }
        Path target = Path.of(manifest.version().directory());
        if (!target.equals(currentTarget(app).orElse(null))) {
            files.relink(layout.current(app), target);
        }
        Files.createDirectories(layout.appRun(app));
        Files.createDirectories(layout.appLogs(app));
    }

    /** Takes {@code current} away: nothing of the app is active. */
    public void pointAtNothing(AppName app) throws IOException {
        files.delete(layout.current(app));
    }

    private Optional<Path> currentTarget(AppName app) {
        try {
            return Optional.of(Files.readSymbolicLink(layout.current(app)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** Starts the gunicorn of {@code manifest}, which {@link #pointAt} has made current. Does not wait for it. */
    public Spawner.Spawned start(Manifest manifest) throws IOException {
        AppName app = manifest.app();
        Path current = layout.current(app);
        try {
            NumberedFiles.setAside(bootLog(app), BOOT_LOGS);
        } catch (IOException e) {
            LOG.warn("{}: the last boot log cannot be set aside: {}", app, e.getMessage());
        }
        return spawner.spawn(
                groups.born(
                        app, false, manifest.settings().kernelLimits(), command(current, layout.gunicornConf(current))),
                current,
                environment(current, masters.tag(app)),
                bootLog(app));
    }

    /** Whether {@code current} stands for {@code manifest}. */
    public boolean isCurrent(Manifest manifest) {
        return currentTarget(manifest.app())
                .filter(Path.of(manifest.version().directory())::equals)
                .isPresent();
    }

    /** What {@code manifest} needs to start and is not on the disk; the first of it. */
    public Optional<Failure> missing(Manifest manifest) {
        Path pack = layout.pack(manifest.app(), manifest.version());
        if (!Files.isDirectory(pack)) {
            return Optional.of(
                    new Failure(Reason.PACK_MODIFIED, "it cannot be started: its directory " + pack + " is gone"));
        }
        Path bin = layout.venvLink(pack).resolve("bin");
        for (Path needed : List.of(bin.resolve("python"), bin.resolve("gunicorn"))) {
            if (!Files.exists(needed)) {
                return Optional.of(new Failure(
                        Reason.VENV_BROKEN,
                        "it cannot be started: its Python environment is gone or damaged, there is no " + needed));
            }
        }
        return Optional.empty();
    }

    /** Starts a trial of {@code manifest} from its own directory with the configuration {@code confFile}. */
    Spawner.Spawned startCandidate(Manifest manifest, Path confFile, Path log) throws IOException {
        AppName app = manifest.app();
        Path pack = layout.pack(app, manifest.version());
        return spawner.spawn(
                groups.born(app, true, manifest.settings().kernelLimits(), command(pack, confFile)),
                pack,
                environment(pack, masters.candidateTag(app)),
                log);
    }

    /** Lets two releases of an app run side by side without either being ended for what both use. */
    void makeRoom(Manifest target, Manifest previous) {
        try {
            groups.limit(
                    target.app(),
                    target.settings().kernelLimits().and(previous.settings().kernelLimits()));
        } catch (IOException e) {
            LOG.warn("{}: its limits cannot be widened for the hand-over: {}", target.app(), e.toString());
        }
    }

    /** The control groups its processes are born into. */
    public AppGroups groups() {
        return groups;
    }

    /** Everything the process says before it has opened its own log. */
    public Path bootLog(AppName app) {
        return layout.appLogs(app).resolve("boot.log");
    }

    /** The log that gunicorn and the app write. */
    public Path errorLog(AppName app) {
        return layout.appLogs(app).resolve("error.log");
    }

    /** The log of requests that gunicorn writes. */
    public Path accessLog(AppName app) {
        return layout.appLogs(app).resolve("access.log");
    }

    private List<String> command(Path pack, Path confFile) {
        Path bin = layout.venvLink(pack).resolve("bin");
        return List.of(
                bin.resolve("python").toString(), bin.resolve("gunicorn").toString(), "-c", confFile.toString(), ENTRY);
    }

    /** What the process is executed with; the app's own environment is set by the configuration file. */
    private Map<String, String> environment(Path pack, String tag) {
        return Map.of(
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "LANG",
                "C.UTF-8",
                "HOME",
                layout.run().toString(),
                "PWD",
                pack.toString(),
                "PYTHONUNBUFFERED",
                "1",
                Masters.TAG,
                tag);
    }
}
