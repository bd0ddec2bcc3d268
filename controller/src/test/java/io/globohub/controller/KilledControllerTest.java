package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Page;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.world.MortalController;
import io.globohub.controller.world.RolloutScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred rollouts, some of broken versions, while the controller is killed (SIGKILL) and started again at random
 * instants. In the normal suite the killing ends after {@value #USUAL_SECONDS} s; {@code -Dglobohub.kills=100} makes it
 * go on until the controller was killed that often.
 */
class KilledControllerTest {
    private static final int USUAL_SECONDS = 75;
    private static final int ROLLOUTS_OF_AN_APP = 20;

    @TempDir
    Path directory;

    @Test
    void aHundredRolloutsEndAsIfTheControllerHadNeverBeenKilled() throws Exception {
        long seed = Long.getLong("globohub.seed", new Random().nextLong());
        Integer kills = Integer.getInteger("globohub.kills");
        List<String> undisturbed = run("undisturbed", seed, 0, 0);
        List<String> disturbed = run("killed", seed, kills == null ? 100 : kills, kills == null ? USUAL_SECONDS : 3600);
        assertThat(disturbed).as("seed %s", seed).isEqualTo(undisturbed);
    }

    /** What is true at the end: every rollout with its outcome and what it told whom, and what every host runs. */
    private List<String> run(String name, long seed, int kills, int seconds) throws Exception {
        Path data = Files.createDirectories(directory.resolve(name));
        Random random = new Random(seed);
        int killed = 0;
        try (MortalController controller = MortalController.in(data);
                RolloutScript script = RolloutScript.on(controller, ROLLOUTS_OF_AN_APP, random.nextLong())) {
            script.start();
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            while (!script.isDone() && killed < kills && System.nanoTime() < end) {
                controller.killAfter(random.nextInt(700));
                killed++;
            }
            System.out.println("seed " + seed + ": killed " + killed + " times");
            await().atMost(Duration.ofMinutes(3)).until(script::isDone);
            script.mustBeAsWritten();
            ledgerIsWhole(controller, script);
            return script.outcome();
        }
    }

    private static void ledgerIsWhole(MortalController controller, RolloutScript script) {
        List<EventView> all = new ArrayList<>();
        List<EventView> page;
        do {
            long last = all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
            page = controller
                    .admin()
                    .get("/v1/events?limit=1000&after=" + last)
                    .as(new TypeReference<Page<EventView>>() {})
                    .items();
            all.addAll(page);
        } while (!page.isEmpty());
        assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        assertThat(all.get(0).seq()).isEqualTo(1);
        assertThat(all.get(all.size() - 1).seq()).isEqualTo(all.size());
        script.read(all);
    }
}
