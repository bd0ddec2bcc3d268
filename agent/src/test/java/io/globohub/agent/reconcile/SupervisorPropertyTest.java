package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.group.AppGroups;
import io.globohub.agent.gunicorn.GunicornConf;
import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.gunicorn.Stopper;
import io.globohub.agent.ledger.ToldFacts;
import io.globohub.agent.probe.ProbeTarget;
import io.globohub.agent.probe.Prober;
import io.globohub.agent.probe.Verdict;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.release.HostLayout;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.state.AppRecord;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ProbeSpec;
import io.globohub.common.manifest.RestartPolicy;
import io.globohub.common.manifest.SmokeTest;
import io.globohub.common.state.Goal;
import io.globohub.testkit.Samples;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens, in whatever order: what supervision never does. */
class SupervisorPropertyTest {
    private static final int RUNS = 25;
    private static final int EVENTS = 400;

    @TempDir
    Path root;

    private final TestClock clock = TestClock.start();
    private final Manifest release = Samples.manifest("1.0");
    private final RestartPolicy policy = release.settings().restart();
    private HostLayout layout;
    private Masters masters;
    private ImaginedProcesses processes;
    private ToldFacts told;
    private AppMemory memory;
    private Supervisor supervisor;
    private long now;
    private boolean healthy;
    private boolean suspended;
    private Goal wish;
    private List<Long> starts;

    @Test
    void neverTwoMastersNorASignalToAStrangerNorMoreStartsThanTheBudget() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            begin(root.toRealPath().resolve("run" + seed));
            Random random = new Random(seed);
            for (int i = 0; i < EVENTS; i++) {
                something(random);
                now += random.nextInt(4) == 0 ? random.nextInt(20_000) : 100;
                int before = processes.spawned;
                long loops = told.count(EventKind.CRASH_LOOP_ENTERED);
                processes.spawningAllowed = !suspended;
                supervisor.tick(wish);
                for (int start = before; start < processes.spawned; start++) {
                    starts.add(now);
                }
                check(seed, loops);
            }
        }
    }

    private void check(int seed, long loops) {
        assertThat(processes.violations).as("seed %d", seed).isEmpty();
        long windowStart = now - policy.windowSeconds() * 1000L;
        starts.removeIf(at -> at <= windowStart);
        int retries = policy.windowSeconds() / policy.crashLoopRetrySeconds() + 1;
        assertThat(starts.size())
                .as("starts within the window, seed %d, %d crash loops", seed, loops)
                .isLessThanOrEqualTo(policy.maxRestarts() + retries);
        assertThat(told.count(EventKind.DATA_LOST))
                .as("every loss that is counted is told, seed %d", seed)
                .isEqualTo(memory.get().dataLossEvents());
        if (!suspended && wish == Goal.STOPPED) {
            assertThat(processes.masters(masters.tag(release.app()))).isEmpty();
        }
    }

    private void something(Random random) throws IOException {
        String tag = masters.tag(release.app());
        List<ProcessId> alive = processes.masters(tag);
        ProcessId one = alive.isEmpty() ? null : alive.get(random.nextInt(alive.size()));
        switch (random.nextInt(14)) {
            case 0 -> kill(one, random.nextBoolean());
            case 1 -> {
                if (one != null) {
                    processes.killWorkers(one, tag);
                }
            }
            case 2 -> {
                if (one != null) {
                    processes.stop(one);
                }
            }
            case 3 -> healthy = random.nextInt(4) > 0;
            case 4 -> wish(random.nextInt(4) == 0 ? Goal.STOPPED : Goal.RUNNING);
            case 5 -> restartAgent();
            case 6 -> handOver(tag, one);
            case 7 -> clock.advance(Duration.ofHours(random.nextInt(100) - 50L));
            case 8 -> lie(one, random);
            default -> {
                // nothing happens but time
            }
        }
    }

    private void kill(ProcessId master, boolean pidIsReused) {
        if (master != null) {
            processes.killMaster(master);
            if (pidIsReused) {
                processes.reuse(master.pid());
            }
        }
    }

    private void wish(Goal next) {
        if (next != wish) {
            starts.clear(); // an operator's wish is a new beginning
        }
        wish = next;
    }

    /** A deployment takes the processes, starts a second master beside the first, ends that, and gives them back. */
    private void handOver(String tag, ProcessId old) {
        if (!suspended) {
            supervisor.suspend();
            suspended = true;
            if (old != null) {
                processes.master(tag, old.pid());
            }
        } else {
            List<ProcessId> both = processes.masters(tag);
            both.stream().limit(Math.max(0, both.size() - 1L)).forEach(master -> {
                processes.killMaster(master);
            });
            suspended = false;
            processes.spawningAllowed = true;
            supervisor.resume();
        }
    }

    /** What a run directory may say of processes that are long gone. */
    private void lie(ProcessId about, Random random) throws IOException {
        if (about != null) {
            Path run = Files.createDirectories(layout.appRun(release.app()));
            String kind = random.nextBoolean() ? "master" : "worker";
            Files.writeString(
                    run.resolve(kind + "-" + about.pid() + ".json"),
                    "{\"pid\":" + about.pid() + ",\"start_ticks\":" + (about.startTicks() - 1)
                            + ",\"state\":\"ready\"}");
        }
    }

    private void begin(Path directory) throws IOException {
        layout = new HostLayout(
                directory.resolve("opt"),
                directory.resolve("state"),
                directory.resolve("log"),
                directory.resolve("run"));
        Path bin =
                layout.venvLink(layout.pack(release.app(), release.version())).resolve("bin");
        Files.createDirectories(bin);
        Files.createFile(bin.resolve("python"));
        Files.createFile(bin.resolve("gunicorn"));
        processes = new ImaginedProcesses();
        masters = new Masters(layout, processes);
        told = new ToldFacts();
        starts = new ArrayList<>();
        healthy = true;
        suspended = false;
        wish = Goal.RUNNING;
        remember();
        memory.change(record -> record.activated(release, null));
        restartAgent();
    }

    private void remember() {
        memory = new AppMemory(
                new StateFile<>(
                        layout.appRecord(release.app()),
                        AppRecord.class,
                        new DurableFiles(CrashPoint.NONE),
                        clock,
                        aside -> {}),
                AppRecord.unknown(release.app()));
    }

    private void restartAgent() {
        if (suspended) {
            return; // taking up a deployment is the journal's business
        }
        starts.clear();
        remember();
        DurableFiles files = new DurableFiles(CrashPoint.NONE);
        supervisor = new Supervisor(
                release.app(),
                memory,
                new Supervisor.Tools(
                        new Launcher(
                                layout, files, new GunicornConf(layout), processes, masters, AppGroups.none("tests")),
                        masters,
                        new Stopper(masters, processes, pause -> now += pause.toMillis()),
                        processes,
                        told,
                        clock,
                        () -> now,
                        () -> 0.5),
                new ProbeRound(new MoodyProber(), Runnable::run));
    }

    private final class MoodyProber implements Prober {
        @Override
        public Verdict probe(ProbeSpec spec, ProbeTarget target) {
            return healthy ? new Verdict.Healthy("fine", 0) : new Verdict.Unhealthy("not fine", 0);
        }

        @Override
        public Verdict smokeTest(SmokeTest test, ProbeTarget target, Duration timeout) {
            throw new AssertionError("supervision runs no smoke tests");
        }
    }
}
