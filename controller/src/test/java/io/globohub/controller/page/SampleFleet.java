package io.globohub.controller.page;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.state.Failure;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.Reason;
import io.globohub.common.state.StepReport;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A fleet as one finds it on an ordinary day: three apps, some hosts lost, a rollout that failed and one on its way. */
final class SampleFleet {
    private static final List<StepReport> STEPS = List.of(
            new StepReport("reserve", "done", 0.01, null),
            new StepReport("fetch", "done", 0.34, "1.2 MB from the controller"),
            new StepReport("verify", "done", 0.05, null),
            new StepReport("unpack", "done", 0.12, "214 files"),
            new StepReport("venv", "skipped", 0, "the environment is here already"),
            new StepReport("commit_disk", "done", 0.08, null),
            new StepReport("preflight", "done", 1.42, "3 smoke tests passed"),
            new StepReport("activate", "done", 0.71, "handed over by SIGUSR2"),
            new StepReport("confirm", "done", 0.62, "3 good probes"),
            new StepReport("commit", "done", 0.02, null));

    private final World world;
    private final Random random = new Random(7);
    private final Set<String> silent = new HashSet<>();

    SampleFleet(World world) {
        this.world = world;
    }

    /** Enrols hosts in three zones; every fifth serves the second app, every twentieth the third. */
    SampleFleet enrol(int hosts) {
        for (int i = 1; i <= hosts; i++) {
            boolean isStaging = i % 10 == 0;
            String zone = List.of("fra", "ams", "gru").get(i % 3);
            FakeAgent agent = world.host(
                            String.format("web-%03d", i),
                            Map.of(
                                    "role", i % 5 == 0 ? "api" : "web",
                                    "zone", zone,
                                    "env", isStaging ? "staging" : "prod"))
                    .takingSteps(STEPS);
            agent.measuring(metrics -> vary(metrics, agent.name().hashCode()));
        }
        return this;
    }

    private HostMetrics vary(HostMetrics m, int seed) {
        double base = 0.08 + Math.floorMod(seed, 41) / 100.0;
        double wave = Math.sin(m.at().getEpochSecond() / 240.0 + seed) * 0.06;
        double cpu = Math.max(0.01, Math.min(0.98, base + wave + random.nextDouble() * 0.05));
        long memory = (long) (m.memoryTotalBytes() * (0.2 + Math.floorMod(seed, 53) / 100.0 - wave / 4));
        long disk = 100_000_000_000L;
        return new HostMetrics(
                m.at(),
                2,
                cpu,
                cpu * 2.4,
                cpu * 2.2,
                cpu * 2,
                m.memoryTotalBytes(),
                memory,
                0,
                0,
                List.of(new HostMetrics.Filesystem(
                        "/", disk, disk / 100 * (4 + Math.floorMod(seed, 67)), 1_000_000, 900_000)),
                null,
                52_000_000 + Math.floorMod(seed, 9) * 1_000_000L,
                1.5);
    }

    /**
     * History, then a rollout that stays on its way: some of its hosts wait.
     *
     * @param until everything before that rollout is lived through up to this instant
     */
    RolloutView live(Instant until) {
        push("desafio", "1.0", "1.1", "1.2-rc1", "1.2");
        push("comments", "2.3.0", "2.3.1");
        push("statusboard", "0.9");
        roll("{'app':'desafio','version':'1.0','selector':'role=web','batch':'100%','bake_seconds':0}");
        roll("{'app':'comments','version':'2.3.0','selector':'role=api','batch':'100%','bake_seconds':0}");
        roll("{'app':'statusboard','version':'0.9','selector':'env=staging','batch':'100%','bake_seconds':0}");
        roll("{'app':'desafio','version':'1.1','selector':'role=web','batch':'34%','bake_seconds':0,"
                + "'comment':'new comments form'}");
        roll("{'app':'comments','version':'2.3.1','selector':'role=api,zone=gru','batch':'50%','bake_seconds':0}");
        world.agents().forEach(agent -> agent.breakVersion("1.2-rc1"));
        roll("{'app':'desafio','version':'1.2-rc1','selector':'role=web,zone=ams','batch':'3','bake_seconds':0,"
                + "'on_failure':'rollback'}");
        trouble();
        while (world.clock().instant().isBefore(until)) {
            turn(Duration.ofSeconds(10));
        }
        world.agents().stream()
                .filter(agent -> agent.name().endsWith("07"))
                .forEach(agent -> agent.breakVersion("1.2"));
        RolloutView running = world.rollout("{'app':'desafio','version':'1.2','selector':'role=web','batch':'12%',"
                + "'bake_seconds':90,'max_failures':9,'comment':'rate limits, issue 41'}");
        turn(Duration.ofSeconds(4));
        turn(Duration.ofSeconds(4));
        return running;
    }

    private void trouble() {
        world.agents().stream()
                .filter(agent -> Math.floorMod(agent.name().hashCode(), 29) == 3)
                .forEach(agent -> silent.add(agent.name()));
        world.agents().stream()
                .limit(3)
                .forEach(agent -> agent.event(
                        EventKind.PROCESS_EXITED,
                        null,
                        "gunicorn (pid 4711) ended with exit code 3",
                        new Failure(Reason.PROCESS_DIED, "it ended with exit code 3", List.of("MemoryError")),
                        null));
        for (int i = 0; i < 12; i++) {
            turn(Duration.ofSeconds(10));
        }
    }

    private void push(String app, String... versions) {
        for (String version : versions) {
            world.push(app, version);
        }
    }

    void roll(String json) {
        String id = world.rollout(json).id();
        for (int i = 0; i < 60 && !world.rolloutNow(id).status().isFinished(); i++) {
            turn(Duration.ofSeconds(3));
        }
    }

    /** This host says nothing any more. */
    void silence(String host) {
        silent.add(host);
    }

    /** Everyone who still speaks takes a turn. */
    void turn(Duration pause) {
        world.clock().advance(pause);
        world.agents().stream().filter(agent -> !silent.contains(agent.name())).forEach(FakeAgent::turn);
    }

    /** The part of those who still speak whose number leaves {@code rest} when divided by {@code of}. */
    void turnSome(int rest, int of) {
        List<FakeAgent> agents = world.agents();
        for (int i = rest; i < agents.size(); i += of) {
            if (!silent.contains(agents.get(i).name())) {
                agents.get(i).turn();
            }
        }
    }
}
