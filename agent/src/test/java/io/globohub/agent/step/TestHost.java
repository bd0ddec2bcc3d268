package io.globohub.agent.step;

import io.globohub.agent.artifact.PackSource;
import io.globohub.agent.config.AgentConfig.PipConfig;
import io.globohub.agent.deploy.DeploymentContext;
import io.globohub.agent.deploy.Step;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.exec.CommandRunner;
import io.globohub.agent.exec.SessionCommandRunner;
import io.globohub.agent.port.PortCheck;
import io.globohub.agent.port.SocketTable;
import io.globohub.agent.python.Deadlines;
import io.globohub.agent.python.VenvBuilder;
import io.globohub.agent.python.Venvs;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Releases;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import io.globohub.common.pack.PackArchive;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.pack.PackRejected;
import io.globohub.common.pack.PackWriter;
import io.globohub.common.time.Sleeper;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A host in a temporary directory, with every step wired as the agent wires them; packs come from a directory. */
final class TestHost {
    static final AppName APP = new AppName("desafio");
    static final String SEVEN_PINS = """
            click==7.1.2
            Flask==1.1.2
            gunicorn==20.0.4
            itsdangerous==1.1.0
            Jinja2==2.11.2
            MarkupSafe==1.1.1
            Werkzeug==1.0.1
            """;
    static final FreeSpace.Room PLENTY = new FreeSpace.Room(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);

    final Path root;
    final HostLayout layout;
    final DurableFiles files;
    final Releases releases;
    final Venvs venvs;
    final int port = RealParts.freePort();
    final Map<String, String> environment;
    FreeSpace freeSpace = path -> PLENTY;
    PackSource source;
    PipConfig pip = PipConfig.DEFAULT;
    CommandRunner commands = new SessionCommandRunner(System.getenv(), Sleeper.real());

    TestHost(Path root, CrashPoint crashPoint) {
        this.root = root;
        this.layout = new HostLayout(
                root.resolve("install"), root.resolve("state"), root.resolve("logs"), root.resolve("run"));
        this.files = new DurableFiles(crashPoint);
        this.releases = new Releases(layout);
        this.venvs = new Venvs(layout, files, Clock.systemUTC());
        this.environment = new TreeMap<>(System.getenv());
        this.source = this::copy;
    }

    /** A pack of {@code content} (path to text), pushed where the source finds it. */
    Manifest push(String version, Map<String, String> content) throws IOException, PackRejected {
        Path tree = Files.createTempDirectory(root, "tree");
        for (Map.Entry<String, String> file : content.entrySet()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return pushTree(version, tree);
    }

    /** A pack of the files in {@code tree}. */
    Manifest pushTree(String version, Path tree) throws IOException, PackRejected {
        Path zip = tree.resolveSibling(tree.getFileName() + ".zip");
        Digest digest = PackWriter.write(tree, Map.of(), zip);
        Files.createDirectories(root.resolve("pushed"));
        Files.move(zip, pushed(digest));
        return manifest(version, digest);
    }

    /** Any bytes as the pack of a version. */
    Manifest pushRaw(String version, byte[] zip) throws IOException {
        Digest digest = Digest.of(zip);
        Files.createDirectories(root.resolve("pushed"));
        Files.write(pushed(digest), zip);
        return new Manifest(APP, new Version(version), new Pack(digest, zip.length, 100, 2), settings());
    }

    private Manifest manifest(String version, Digest digest) throws IOException, PackRejected {
        return new Manifest(
                APP,
                new Version(version),
                PackArchive.open(pushed(digest), PackLimits.DEFAULT).describe(digest),
                settings());
    }

    private Settings settings() {
        return SettingsPatch.bind(List.of(new BindAddress("127.0.0.1", port))).applyTo(Settings.DEFAULT);
    }

    private Path pushed(Digest digest) {
        return root.resolve("pushed").resolve(digest.hex());
    }

    byte[] pushedBytes(Manifest manifest) throws IOException {
        return Files.readAllBytes(pushed(manifest.pack().sha256()));
    }

    private PackSource.Outcome copy(Digest pack, long from, long size, OutputStream sink) throws IOException {
        byte[] bytes = Files.readAllBytes(pushed(pack));
        sink.write(bytes, (int) from, bytes.length - (int) from);
        return new PackSource.Outcome.Complete();
    }

    DeploymentContext context(Manifest target, String id) {
        return new DeploymentContext(
                id, target, Optional.empty(), Optional.empty(), layout.staging().resolve(id), line -> {});
    }

    VenvBuilder venvBuilder() {
        return new VenvBuilder(
                layout,
                venvs,
                commands,
                files,
                Clock.systemUTC(),
                RealParts.python(),
                pip,
                environment,
                Deadlines.DEFAULT);
    }

    List<Step> steps() {
        return List.of(
                new Reserve(
                        layout,
                        venvs,
                        path -> freeSpace.on(path),
                        new PortCheck(new SocketTable(Path.of("/proc"))),
                        app -> Set.of()),
                new Fetch(
                        layout,
                        (pack, from, size, sink) -> source.fetch(pack, from, size, sink),
                        files,
                        duration -> {}),
                new Verify(layout, List.of()),
                new Unpack(layout, PackLimits.DEFAULT, files),
                new BuildVenv(layout, venvBuilder(), venvs, path -> freeSpace.on(path)),
                new CommitDisk(layout, files, Clock.systemUTC()));
    }

    /** Runs the steps up to the first failure; the outcome of each that ran. */
    List<StepOutcome> install(Manifest target, String id) throws InterruptedException {
        List<StepOutcome> outcomes = new java.util.ArrayList<>();
        for (Step step : steps()) {
            StepOutcome outcome = step.run(context(target, id));
            outcomes.add(outcome);
            if (outcome instanceof StepOutcome.Failed) {
                break;
            }
        }
        return outcomes;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Settings withWorkers(Settings s, int workers) {
        return new Settings(
                s.entryPoint(),
                s.requirements(),
                s.bind(),
                workers,
                s.workerClass(),
                s.threads(),
                s.requestTimeoutSeconds(),
                s.gracefulTimeoutSeconds(),
                s.startupTimeoutSeconds(),
                s.bakeSeconds(),
                s.env(),
                s.probe(),
                s.smokeTests(),
                s.restart(),
                s.state(),
                s.keep(),
                s.maxRssBytes(),
                s.limits());
    }
}
