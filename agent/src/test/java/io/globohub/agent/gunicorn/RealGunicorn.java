package io.globohub.agent.gunicorn;

import io.globohub.agent.group.AppGroups;
import io.globohub.agent.process.ProcfsTable;
import io.globohub.agent.process.SetsidSpawner;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import io.globohub.common.time.Sleeper;
import io.globohub.testkit.RealParts;
import io.globohub.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A host under one directory with real processes: releases are put there ready-made, so that only gunicorn is tried. */
public final class RealGunicorn implements AutoCloseable {
    public static final AppName APP = new AppName("tried");

    public final HostLayout layout;
    public final ProcfsTable table = new ProcfsTable();
    public final Masters masters;
    public final Launcher launcher;
    public final Stopper stopper;
    public final SwitchOver switchOver;
    public final DurableFiles files = new DurableFiles(CrashPoint.NONE);
    private Path venv;

    public RealGunicorn(Path root, String gunicornVersion) throws IOException {
        Path real = root.toRealPath();
        this.layout =
                new HostLayout(real.resolve("opt"), real.resolve("state"), real.resolve("log"), real.resolve("run"));
        this.masters = new Masters(layout, table);
        this.launcher = new Launcher(
                layout, files, new GunicornConf(layout), new SetsidSpawner(table), masters, AppGroups.none("tests"));
        this.stopper = new Stopper(masters, table, Sleeper.real());
        this.switchOver = new SwitchOver(launcher, masters, stopper, table, Sleeper.real());
        this.venv = venvWith(gunicornVersion);
    }

    /** Built once and kept below target/, since it takes seconds and never changes. */
    static Path venvWith(String gunicornVersion) {
        Path venv = Path.of("target", "venvs", "gunicorn-" + gunicornVersion).toAbsolutePath();
        if (!Files.exists(venv.resolve("complete"))) {
            String python = RealParts.python();
            RealParts.requirePackageIndex();
            boolean built = RealParts.succeeds(List.of("rm", "-rf", venv.toString()))
                    && RealParts.succeeds(List.of(python, "-m", "venv", venv.toString()))
                    && RealParts.succeeds(List.of(
                            venv.resolve("bin/pip").toString(), "install", "-q", "gunicorn==" + gunicornVersion))
                    && RealParts.succeeds(
                            List.of("touch", venv.resolve("complete").toString()));
            RealParts.require(built, "gunicorn " + gunicornVersion + " cannot be installed from the package index");
        }
        return venv;
    }

    /** An app that answers its version, its pid, its environment and its interpreter. */
    public static String app(String version) {
        return """
                import os, sys
                COUNT = [0]
                def app(environ, start_response):
                    COUNT[0] += 1
                    start_response("200 OK", [("Content-Type", "text/plain")])
                    words = ["version=%s", "pid=%%d" %% os.getpid(), "prefix=" + sys.prefix, "cwd=" + os.getcwd(),
                             "count=%%d" %% COUNT[0]]
                    words += ["%%s=%%s" %% item for item in sorted(os.environ.items())]
                    return ["\\n".join(words).encode()]
                """.formatted(version);
    }

    /** Releases made from now on come with this gunicorn. */
    public void nextReleasesUse(String gunicornVersion) {
        venv = venvWith(gunicornVersion);
    }

    /** Releases made from now on come with an environment at {@code place} that a test may break. */
    public void useAnEnvironmentOfItsOwn(Path place) {
        if (!RealParts.succeeds(List.of("cp", "-a", venv.toString(), place.toString()))) {
            throw new IllegalStateException(venv + " cannot be copied to " + place);
        }
        venv = place;
    }

    /** Puts a release on the disk as the install steps would leave it. */
    public Manifest release(String version, String code, int port, UnaryOperator<Settings> change) throws IOException {
        Settings settings = change.apply(
                SettingsPatch.bind(List.of(new BindAddress("127.0.0.1", port))).applyTo(Settings.DEFAULT));
        Manifest manifest = new Manifest(APP, new Version(version), Samples.pack(code), settings);
        Path pack = layout.pack(APP, manifest.version());
        Files.createDirectories(layout.ours(pack));
        Files.writeString(pack.resolve("app.py"), code);
        Files.deleteIfExists(layout.venvLink(pack));
        Files.createSymbolicLink(layout.venvLink(pack), venv);
        return manifest;
    }

    public Manifest release(String version, String code, int port) throws IOException {
        return release(version, code, port, UnaryOperator.identity());
    }

    /** Settings with another environment. */
    public static UnaryOperator<Settings> env(Map<String, String> env) {
        return settings -> new SettingsPatch(
                        null, null, null, null, null, null, null, null, null, null, env, null, null, null, null, null,
                        null)
                .applyTo(settings);
    }

    @Override
    public void close() {
        try {
            stopper.stopAll(APP, Duration.ofSeconds(5));
            stopper.endCandidates(APP, Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
