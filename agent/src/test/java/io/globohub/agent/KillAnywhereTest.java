package io.globohub.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.selftest.CrashTest;
import io.globohub.agent.selftest.KillPoint;
import io.globohub.agent.selftest.Scenario;
import io.globohub.agent.selftest.Trial;
import io.globohub.common.time.Sleeper;
import io.globohub.testkit.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real agent is killed for real. With {@code -Dglobohub.crash=all} at every durable act of every change, each in a
 * change of its own (more than an hour); else once at each kind of act, several of them in one change.
 */
class KillAnywhereTest {
    /** An unfinished deployment is taken up five times. */
    private static final int KILLS_IN_ONE_CHANGE = 4;

    @TempDir
    Path root;

    private final Random random = new Random(11);

    @Test
    void agentKilledAnywhereEndsInExactlyOneVersionWithExactlyOneOutcome() throws Exception {
        String python = RealParts.python();
        RealParts.requirePackageIndex();
        List<Trial> trials = new ArrayList<>();
        List<String> agent = SelftestCommand.agentCommand();
        Path noWheels = null;
        Clock clock = Clock.systemUTC();
        Map<String, String> environment = System.getenv();

        try (CrashTest test = new CrashTest(
                Files.createDirectory(root.resolve("c")),
                agent,
                environment,
                python,
                noWheels,
                clock,
                Sleeper.real(),
                trial -> {
                    trials.add(trial);
                    System.out.println(trial);
                })) {
            Map<Scenario, List<String>> points = test.record(List.of(Scenario.values()));
            boolean all = "all".equals(System.getProperty("globohub.crash"));
            for (Plan plan : all ? everyPoint(points) : oneOfEachKind(points)) {
                test.run(plan.scenario(), plan.point());
            }
        }

        assertThat(trials).allMatch(Trial::isGood);
        assertThat(trials.stream().mapToInt(Trial::kills).sum()).isGreaterThan(40);
    }

    private record Plan(Scenario scenario, KillPoint point) {}

    private List<Plan> everyPoint(Map<Scenario, List<String>> points) {
        List<Plan> plans = new ArrayList<>();
        points.forEach((scenario, names) -> {
            names.forEach(name -> plans.add(new Plan(scenario, KillPoint.At.point(name))));
            for (int n = 0; n < 10; n++) {
                plans.add(atAnyInstant(scenario));
                plans.add(new Plan(
                        scenario,
                        new KillPoint.At(
                                List.of(names.get(random.nextInt(names.size())), "any#" + (1 + random.nextInt(60))))));
            }
        });
        return plans;
    }

    private List<Plan> oneOfEachKind(Map<Scenario, List<String>> points) {
        List<Plan> plans = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        points.forEach((scenario, names) -> {
            List<String> chosen = CrashTest.oneOfEach(names, seen);
            for (int from = 0; from < chosen.size(); from += KILLS_IN_ONE_CHANGE) {
                List<String> kills = chosen.subList(from, Math.min(chosen.size(), from + KILLS_IN_ONE_CHANGE));
                plans.add(new Plan(scenario, new KillPoint.At(kills)));
            }
        });
        // pip is at work then, most of the time
        plans.add(atAnyInstant(Scenario.OTHER_REQUIREMENTS));
        return plans;
    }

    private Plan atAnyInstant(Scenario scenario) {
        return new Plan(scenario, new KillPoint.After(300 + random.nextInt(3000)));
    }
}
