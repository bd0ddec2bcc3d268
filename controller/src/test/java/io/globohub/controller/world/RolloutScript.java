package io.globohub.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Many rollouts over a few hosts: five apps at a time, of each one version after the other, some of which break on some
 * hosts. What comes out does not depend on timing. Whoever gets no answer asks again.
 */
public final class RolloutScript implements AutoCloseable {
    private static final int APPS = 5;
    private static final int HOSTS = 4;
    private static final Set<String> OUTCOMES = Set.of("rollout_succeeded", "rollout_rolled_back");

    private final MortalController controller;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<FakeAgent> agents = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Map<String, Status> ended = new ConcurrentHashMap<>();
    private final Set<String> facts = new TreeSet<>();
    private final List<Future<?>> work = new ArrayList<>();
    private volatile boolean closing;

    /** @param breaksOn names of the hosts on which the version does not come up */
    private record Step(String app, String version, String batch, boolean canary, boolean stops, Set<String> breaksOn) {
        String request() {
            return ("{'app':'" + app + "','version':'" + version + "','selector':'role=web','bake_seconds':0,'batch':'"
                            + (stops ? "1" : batch) + "','canary':" + (canary ? 1 : 0) + ",'auto_promote':true,"
                            + "'on_failure':'" + (stops ? "stop" : "rollback") + "'}")
                    .replace('\'', '"');
        }

        Status status() {
            return breaksOn.isEmpty() ? Status.SUCCEEDED : stops ? Status.FAILED : Status.ROLLED_BACK;
        }
    }

    private RolloutScript(MortalController controller) {
        this.controller = controller;
    }

    public static RolloutScript on(MortalController controller, int ofEachApp, long seed) {
        RolloutScript script = new RolloutScript(controller);
        Random random = new Random(seed);
        for (int i = 1; i <= HOSTS; i++) {
            script.agents.add(controller.host("web" + i));
        }
        for (int app = 1; app <= APPS; app++) {
            for (int number = 1; number <= ofEachApp; number++) {
                script.add(random, "app" + app, app + "." + number);
            }
        }
        return script;
    }

    private void add(Random random, String app, String version) {
        Set<String> breaksOn = new TreeSet<>();
        if (random.nextInt(5) < 2) {
            FakeAgent agent = agents.get(random.nextInt(HOSTS));
            breaksOn.add(agent.name());
            agent.breakVersion(version);
        }
        String batch = List.of("1", "2", "100%").get(random.nextInt(3));
        steps.add(new Step(app, version, batch, random.nextBoolean(), random.nextInt(3) == 0, breaksOn));
        HttpAnswer pushed = controller
                .admin()
                .zip("/v1/packs?app=" + app + "&version=" + version, World.zip(app, version, app + " " + version));
        assertThat(pushed.status()).as(pushed.text()).isEqualTo(201);
    }

    public void start() {
        agents.forEach(agent -> work.add(threads.submit(() -> {
            while (!closing) {
                patiently(agent::turn);
                // two requests a turn: below what the controller takes of one host
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
            }
        })));
        steps.stream()
                .map(Step::app)
                .distinct()
                .forEach(app -> work.add(threads.submit(() ->
                        steps.stream().filter(step -> step.app().equals(app)).forEach(this::carryOut))));
    }

    private void carryOut(Step step) {
        HttpCaller ops = controller.admin();
        String id = patiently(() -> ops.post("/v1/rollouts", step.request(), "Idempotency-Key", step.version())
                .as(RolloutView.class)
                .id());
        ids.put(step.version(), id);
        while (!closing) {
            Status now = patiently(
                    () -> ops.get("/v1/rollouts/" + id).as(RolloutView.class).status());
            if (now.isFinished()) {
                ended.put(step.version(), now);
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        }
    }

    /** Asks again as long as nobody answers. */
    private <T> T patiently(Supplier<T> request) {
        while (true) {
            try {
                return request.get();
            } catch (AssertionError failed) {
                if (!(failed.getCause() instanceof IOException) || closing) {
                    throw failed;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /** Whether every rollout has ended; fails when an agent or an operator met anything but silence. */
    public boolean isDone() {
        for (Future<?> one : work) {
            if (one.isDone()) {
                try {
                    one.get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
        return ended.size() == steps.size();
    }

    /** Each rollout has ended as its versions deserve, and each host runs what follows from that. */
    public void mustBeAsWritten() {
        Map<String, String> runs = new TreeMap<>();
        for (Step step : steps) {
            assertThat(ended.get(step.version())).as(step.toString()).isEqualTo(step.status());
            for (FakeAgent agent : agents) {
                if (step.breaksOn().contains(agent.name())) {
                    break;
                }
                if (step.breaksOn().isEmpty() || step.stops()) {
                    runs.put(agent.name() + " " + step.app(), step.version());
                }
            }
        }
        Map<String, String> really = new TreeMap<>();
        for (FakeAgent agent : agents) {
            steps.stream().map(Step::app).distinct().forEach(app -> {
                if (agent.seen(app) != null && agent.seen(app).running() != null) {
                    really.put(
                            agent.name() + " " + app,
                            agent.seen(app).running().manifestId().version().value());
                }
            });
        }
        assertThat(really).isEqualTo(runs);
    }

    /** Takes in what the ledger tells of the rollouts; every fact is there once. */
    public void read(List<EventView> ledger) {
        Map<String, String> versions = new HashMap<>();
        ids.forEach((version, id) -> versions.put(id, version));
        assertThat(ledger.stream().filter(event -> event.kind().equals("rollout_started")))
                .hasSize(steps.size());
        for (EventView event : ledger) {
            if (event.kind().equals("assignment_changed") || event.kind().startsWith("rollout_")) {
                String fact = versions.get(event.rolloutId()) + " " + event.kind() + " " + event.host() + " "
                        + event.version()
                        + (event.kind().equals("rollout_batch_started") ? " " + event.message() : "");
                assertThat(facts.add(fact)).as("twice: " + fact).isTrue();
            }
        }
        for (Step step : steps) {
            assertThat(facts.stream()
                            .filter(fact -> fact.startsWith(step.version() + " "))
                            .filter(fact -> OUTCOMES.contains(fact.split(" ", 3)[1])
                                    || (step.stops() && fact.contains(" rollout_failed "))))
                    .as(step.toString())
                    .hasSize(1);
        }
    }

    public List<String> outcome() {
        List<String> all = new ArrayList<>(facts);
        new TreeMap<>(ended).forEach((version, status) -> all.add(version + " ended " + status));
        return all;
    }

    @Override
    public void close() {
        closing = true;
        threads.shutdownNow();
    }
}
