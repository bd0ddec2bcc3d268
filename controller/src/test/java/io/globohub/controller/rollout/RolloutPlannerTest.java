package io.globohub.controller.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.RolloutPlan.PlannedHost;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.controller.records.HostRecord;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutPlannerTest {
    private static final AppName APP = new AppName("desafio");
    private static final Manifest OLD = Samples.manifest("1.0");
    private static final Manifest NEW = Samples.manifest("1.1");
    private static final HostFacts EMPTY = facts(Freshness.FRESH, null, null);

    private final Map<HostRecord, HostFacts> hosts = new HashMap<>();

    private static HostFacts facts(Freshness freshness, Hold hold, Assignment assigned) {
        return new HostFacts(freshness, hold, 0, null, assigned, false);
    }

    private static HostFacts has(Goal goal, Manifest manifest) {
        return facts(Freshness.FRESH, null, new Assignment(APP, goal, manifest, 1, null, 0, 0));
    }

    private void host(String name, Map<String, String> labels, HostFacts facts) {
        hosts.put(
                new HostRecord("id-" + name, name, HostState.ACTIVE, labels, null, 0, 0, 0, null, Instant.EPOCH, null),
                facts);
    }

    private Plan plan(Goal goal, String batch, int canary, String spreadBy) {
        return RolloutPlanner.plan(
                new PlanInput(
                        APP,
                        goal == Goal.RUNNING ? NEW : null,
                        java.util.Set.of(),
                        goal,
                        Selector.everything(),
                        new BatchSize(batch),
                        canary,
                        false,
                        0,
                        0,
                        null,
                        OnFailure.ROLLBACK,
                        spreadBy,
                        false,
                        null),
                hosts);
    }

    private static List<String> shown(Plan plan) {
        return plan.places().stream()
                .map(Plan.Place::planned)
                .map(host -> host.batch() + " " + host.name() + " " + host.action())
                .toList();
    }

    @Test
    void hostsAreOrderedByNameAndDividedIntoBatches() {
        List.of("c", "a", "e", "b", "d").forEach(name -> host(name, Map.of(), EMPTY));
        Plan plan = plan(Goal.RUNNING, "2", 0, null);
        assertThat(shown(plan))
                .containsExactly("1 a install", "1 b install", "2 c install", "2 d install", "3 e install");
        assertThat(plan.batches()).isEqualTo(3);
    }

    @Test
    void theCanaryIsABatchOfItsOwn() {
        List.of("a", "b", "c", "d", "e").forEach(name -> host(name, Map.of(), EMPTY));
        assertThat(shown(plan(Goal.RUNNING, "50%", 1, null)))
                .containsExactly("1 a install", "2 b install", "2 c install", "2 d install", "3 e install");
    }

    @Test
    void batchesAreSpreadOverTheValuesOfALabel() {
        host("a1", Map.of("zone", "a"), EMPTY);
        host("a2", Map.of("zone", "a"), EMPTY);
        host("b1", Map.of("zone", "b"), EMPTY);
        host("b2", Map.of("zone", "b"), EMPTY);
        assertThat(shown(plan(Goal.RUNNING, "2", 0, "zone")))
                .containsExactly("1 a1 install", "1 b1 install", "2 a2 install", "2 b2 install");
    }

    @Test
    void eachHostIsToldWhatItWouldMeanThere() {
        host("a", Map.of(), EMPTY);
        host("b", Map.of(), has(Goal.RUNNING, OLD));
        host("c", Map.of(), has(Goal.STOPPED, NEW));
        host("d", Map.of(), has(Goal.ABSENT, OLD));
        host("e", Map.of(), facts(Freshness.FRESH, new Hold("ana", "why", Instant.EPOCH, null), null));
        host("f", Map.of(), facts(Freshness.STALE, null, null));
        Plan plan = plan(Goal.RUNNING, "100%", 0, null);
        assertThat(shown(plan))
                .containsExactly(
                        "1 a install", "1 b upgrade", "1 c reconfigure", "1 d install", "0 e skip", "0 f skip");
        assertThat(plan.places().stream().map(Plan.Place::planned).map(PlannedHost::detail))
                .contains("held by ana: why", "the host is stale; it gets the change when it returns");
        assertThat(plan.changes()).isEqualTo(4);
        assertThat(plan.warnings()).hasSize(2);
    }

    @Test
    void onlyHostsThatHaveTheAppAreStoppedOrRidOfIt() {
        host("a", Map.of(), EMPTY);
        host("b", Map.of(), has(Goal.RUNNING, OLD));
        host("c", Map.of(), has(Goal.STOPPED, OLD));
        assertThat(shown(plan(Goal.STOPPED, "1", 0, null))).containsExactly("1 b stop", "0 a none", "0 c none");
        assertThat(shown(plan(Goal.ABSENT, "1", 0, null))).containsExactly("1 b remove", "2 c remove", "0 a none");
    }

    @Test
    void thePlansTagChangesWithWhatWouldBeDoneAndWithNothingElse() {
        host("a", Map.of(), EMPTY);
        String before = RolloutViews.plan(plan(Goal.RUNNING, "1", 0, null)).planEtag();
        assertThat(RolloutViews.plan(plan(Goal.RUNNING, "1", 0, null)).planEtag())
                .isEqualTo(before);
        host("b", Map.of(), EMPTY);
        assertThat(RolloutViews.plan(plan(Goal.RUNNING, "1", 0, null)).planEtag())
                .isNotEqualTo(before);
    }
}
