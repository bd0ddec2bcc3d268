package io.globohub.agent.selftest;

import io.globohub.agent.gunicorn.LiveMaster;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.python.Venvs;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.release.Marker;
import io.globohub.agent.release.Releases;
import io.globohub.agent.release.Scrub;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Version;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds of a host at any time, and after a recovery: each method names what does not, in sentences. Reads only. */
final class Promises {
    private final HostLayout layout;
    private final Masters masters;
    private final Releases releases;
    private final Venvs venvs;
    private final int port;
    private final Clock clock;

    Promises(ScratchHost host, int port, Clock clock) {
        this.layout = host.layout();
        this.masters = host.masters();
        this.releases = new Releases(layout);
        this.venvs = new Venvs(layout, new DurableFiles(CrashPoint.NONE), clock);
        this.port = port;
        this.clock = clock;
    }

    AppRecord record() {
        return new StateFile<>(
                        layout.appRecord(TinyApp.NAME),
                        AppRecord.class,
                        new DurableFiles(CrashPoint.NONE),
                        clock,
                        aside -> {})
                .read()
                .orElse(AppRecord.unknown(TinyApp.NAME));
    }

    /** While the agent is dead: what serves is one of {@code allowed}, and nothing half-made is in use. */
    List<String> brokenWhileDead(Set<Version> allowed, boolean mayBeDown) {
        List<String> broken = new ArrayList<>();
        Optional<String> served = Served.version(port);
        boolean right = served.map(
                        version -> allowed.stream().anyMatch(one -> one.value().equals(version)))
                .orElse(mayBeDown);
        if (!right) {
            broken.add("while the agent was dead, " + served.orElse("nothing") + " answered instead of " + allowed);
        }
        for (LiveMaster master : masters.find(TinyApp.NAME)) {
            if (master.manifest() != null) {
                inUseWhole(Path.of(master.process().workingDirectory()), broken);
            }
        }
        return broken;
    }

    private void inUseWhole(Path pack, List<String> broken) {
        if (!Files.exists(layout.marker(pack))) {
            broken.add("a process runs in " + pack + ", which is not whole");
        }
        venv(pack)
                .filter(name -> !venvs.isWhole(name))
                .ifPresent(name -> broken.add("a process runs in the environment " + name + ", which is not whole"));
    }

    private Optional<String> venv(Path pack) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(layout.venvLink(pack)).getFileName().toString());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** After a recovery, of process, disk and memory. */
    List<String> broken(Expected expected) throws IOException {
        List<String> broken = new ArrayList<>();
        process(expected, broken);
        disk(expected, broken);
        memory(expected, broken);
        return broken;
    }

    private void process(Expected expected, List<String> broken) {
        String served = Served.version(port).orElse("nothing");
        must(broken, served.equals(expected.version().value()), served + " answers, not " + expected.version());
        List<LiveMaster> alive = masters.find(TinyApp.NAME);
        must(broken, alive.size() == 1, alive.size() + " masters live: " + alive);
        for (LiveMaster master : alive) {
            must(
                    broken,
                    CanonicalJson.idOf(expected.serving()).equals(master.manifest()),
                    "the process says it serves " + master.manifest());
            must(
                    broken,
                    master.process()
                            .workingDirectory()
                            .equals(layout.pack(TinyApp.NAME, expected.version())
                                    .toString()),
                    "the process runs in " + master.process().workingDirectory());
        }
        must(broken, masters.orphans(TinyApp.NAME).isEmpty(), "workers without a master live");
        must(broken, masters.candidates(TinyApp.NAME).isEmpty(), "a process of a trial lives");
        must(
                broken,
                !Files.exists(layout.appRun(TinyApp.NAME).resolve("candidate")),
                "the private directory of a trial is left");
    }

    private void disk(Expected expected, List<String> broken) throws IOException {
        List<Path> staged = children(layout.staging());
        must(broken, staged.isEmpty(), "staging holds " + staged);
        Optional<Version> current = releases.current(TinyApp.NAME);
        must(broken, current.filter(expected.version()::equals).isPresent(), "current stands for " + current);
        List<Marker> installed = releases.installed(TinyApp.NAME);
        // a version that is wished and does not serve stays beside those that are kept
        boolean wishServes = expected.scenario().succeeds() && expected.scenario() != Scenario.LOCAL_ROLLBACK;
        int keep = expected.serving().settings().keep() + (wishServes ? 0 : 1);
        must(broken, installed.size() <= keep, installed.size() + " versions are kept, not at most " + keep);
        must(broken, releases.unreadable(TinyApp.NAME).isEmpty(), "not whole: " + releases.unreadable(TinyApp.NAME));
        for (Marker marker : installed) {
            Path pack = layout.pack(TinyApp.NAME, marker.manifest().version());
            must(broken, Scrub.of(pack, marker.files()).isClean(), pack + " is not what was packed");
            must(broken, venv(pack).filter(venvs::isWhole).isPresent(), pack + " has no whole environment");
        }
        for (Path venv : children(layout.venvs())) {
            String name = venv.getFileName().toString();
            must(broken, name.startsWith(".") || venvs.isWhole(name), "the environment " + name + " is half-built");
        }
    }

    private void memory(Expected expected, List<String> broken) {
        AppRecord record = record();
        must(
                broken,
                record.activeId()
                        .filter(CanonicalJson.idOf(expected.serving())::equals)
                        .isPresent(),
                "the record says active is " + record.activeId());
        must(broken, record.restarts() == 0, record.restarts() + " restarts without being asked");
        must(broken, !Files.exists(layout.journal(TinyApp.NAME)), "the journal of a deployment is left");
    }

    /** Whether nothing of the app is left. */
    boolean isAbsent() {
        return masters.processes(TinyApp.NAME).isEmpty()
                && !Files.exists(layout.app(TinyApp.NAME))
                && record().active() == null;
    }

    private static void must(List<String> broken, boolean holds, String sentence) {
        if (!holds) {
            broken.add(sentence);
        }
    }

    private static List<Path> children(Path parent) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
            children.forEach(found::add);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return found;
    }
}
