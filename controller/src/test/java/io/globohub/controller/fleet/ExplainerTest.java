package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.Explanation.AppExplanation;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProcessReport;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.RolloutPolicy;
import io.globohub.controller.records.RolloutProgress;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(90);
    private static final AppName DESAFIO = new AppName("desafio");
    private static final Manifest OLD = Samples.manifest("1.0");
    private static final Manifest NEW = Samples.manifest("1.1");

    private Hold hostHold;
    private Hold appHold;
    private Freshness freshness = Freshness.FRESH;
    private boolean everSeen = true;
    private boolean appKnown = true;
    private Manifest wished = NEW;
    private Manifest runs = NEW;
    private ManifestId override;
    private Phase phase = Phase.SERVING;
    private Instant nextRetryAt;
    private Failure failure;
    private DeploymentReport deployment;
    private long observedGeneration = 3;
    private List<HostRollout> rollouts = List.of();

    private AppExplanation explained() {
        return Explainer.explain(picture(), rollouts, FreshnessRule.DEFAULT, NOW)
                .apps()
                .get(0);
    }

    private HostPicture picture() {
        HostRecord host = new HostRecord(
                "h1", "web-01", HostState.ACTIVE, Map.of(), hostHold, 3, 0, 0, "os", NOW.minusSeconds(600), null);
        HostObservation seen = new HostObservation(
                NOW, "1", "boot", NOW, observedGeneration, "os", "3.11", appKnown ? List.of(app()) : List.of());
        return new HostPicture(
                host,
                everSeen ? new LastSeen("h1", NOW.minusSeconds(20), seen, null, "i") : null,
                freshness,
                wished == null ? List.of() : List.of(new Assignment(DESAFIO, Goal.RUNNING, wished, 3, "ro_1", 0, 0)));
    }

    private AppObservation app() {
        ManifestId id = runs == null ? null : CanonicalJson.idOf(runs);
        ProcessReport process = id == null ? null : new ProcessReport(id, 4711, NOW, 1, 0, 1, 1, List.of());
        return new AppObservation(
                DESAFIO,
                Goal.RUNNING,
                id,
                override,
                List.of(),
                process,
                phase,
                NOW,
                0,
                0,
                nextRetryAt,
                null,
                failure,
                deployment,
                appHold,
                List.of(),
                null);
    }

    private static DeploymentReport deployment(DeploymentReport.Outcome outcome, String step, Failure why) {
        return new DeploymentReport(
                "d1", CanonicalJson.idOf(NEW), null, "ro_1", 0, NOW, NOW, outcome, step, List.of(), why);
    }

    private static HostRollout place(RolloutProgress progress, HostStatus status, int batch, Instant healthyAt) {
        RolloutPolicy policy = new RolloutPolicy("1", 1, 0, false, 0, 60, null, OnFailure.STOP, null, false);
        Rollout rollout = new Rollout(
                "ro_1",
                DESAFIO,
                NEW.version(),
                CanonicalJson.idOf(NEW),
                Goal.RUNNING,
                "",
                policy,
                progress,
                "ada",
                null,
                NOW,
                1);
        RolloutHost host = new RolloutHost(
                "ro_1",
                "h1",
                "web-01",
                batch,
                status,
                CanonicalJson.idOf(NEW),
                null,
                null,
                false,
                0,
                0,
                null,
                null,
                null,
                List.of(),
                null,
                healthyAt,
                null);
        return new HostRollout(rollout, host);
    }

    @Test
    void anAppThatIsAsWishedIsWatched() {
        AppExplanation app = explained();
        assertThat(app.verdict()).isEqualTo("desafio is as wished.");
        assertThat(app.nextAction()).isEqualTo("Nothing: it is watched.");
        assertThat(app.chain())
                .anyMatch(fact -> fact.startsWith("desired: running desafio:1.1"))
                .anyMatch(fact -> fact.startsWith("running: desafio:1.1"));
    }

    @Test
    void aHoldOnTheHostStandsBeforeEverythingAndSaysItsEnd() {
        hostHold = new Hold("ada", "audit", NOW, LATER);
        nextRetryAt = NOW;
        AppExplanation app = explained();
        assertThat(app.chain()).contains("held by ada: audit, until " + LATER);
        assertThat(app.nextAction()).contains("until the hold ends");
        assertThat(app.nextActionAt()).isEqualTo(LATER);
    }

    @Test
    void aHoldOnTheAppIsTold() {
        appHold = new Hold("root", "looking into it", NOW, null);
        AppExplanation app = explained();
        assertThat(app.chain()).contains("the app is held by root: looking into it");
        assertThat(app.nextAction()).contains("until the hold on the app ends");
    }

    @Test
    void aHoldThatIsOverIsNotTold() {
        hostHold = new Hold("ada", "audit", NOW.minusSeconds(60), NOW);
        assertThat(explained().chain()).noneMatch(fact -> fact.contains("held"));
    }

    @Test
    void ofAStaleHostItIsSaidWhenItCountsAsLost() {
        freshness = Freshness.STALE;
        AppExplanation app = explained();
        assertThat(app.nextAction()).contains("counts as lost");
        assertThat(app.nextActionAt()).isEqualTo(NOW.minusSeconds(20).plus(FreshnessRule.DEFAULT.lostAfter()));
    }

    @Test
    void aLostHostConvergesWhenItReturns() {
        freshness = Freshness.LOST;
        AppExplanation app = explained();
        assertThat(app.verdict()).contains("lost");
        assertThat(app.nextAction()).contains("when it reaches the controller again");
    }

    @Test
    void aHostThatNeverCheckedInIsSaidSo() {
        everSeen = false;
        AppExplanation app = explained();
        assertThat(app.chain()).contains("the host has never checked in");
        assertThat(app.nextAction()).isEqualTo("The agent checks in for the first time.");
    }

    @Test
    void anAppThatKeepsDyingIsStartedAgainAtATime() {
        phase = Phase.CRASH_LOOP;
        nextRetryAt = LATER;
        failure = new Failure(Reason.CRASH_LOOP, "it died too often", List.of("ImportError"));
        AppExplanation app = explained();
        assertThat(app.failure().evidence()).containsExactly("ImportError");
        assertThat(app.nextAction()).isEqualTo("The agent starts it again.");
        assertThat(app.nextActionAt()).isEqualTo(LATER);
        assertThat(app.remedy()).isEqualTo(Reason.CRASH_LOOP.remedy());
    }

    @Test
    void aDeploymentThatIsTriedAgainSaysWhen() {
        runs = OLD;
        nextRetryAt = LATER;
        deployment = deployment(null, "fetch", null);
        AppExplanation app = explained();
        assertThat(app.nextAction()).isEqualTo("The agent tries again by itself.");
        assertThat(app.nextActionAt()).isEqualTo(LATER);
    }

    @Test
    void aRunningDeploymentNamesItsStep() {
        runs = OLD;
        deployment = deployment(null, "venv", null);
        assertThat(explained().nextAction()).isEqualTo("The deployment goes on with step venv.");
    }

    @Test
    void aDesiredStateThatIsNotFetchedYetIsNamed() {
        runs = OLD;
        observedGeneration = 2;
        assertThat(explained().nextAction()).contains("fetches the new desired state");
    }

    @Test
    void aHostThatWaitsForItsBatchSaysForWhichAndWhen() {
        runs = OLD;
        wished = OLD;
        RolloutProgress progress = RolloutProgress.starting(3).inBatch(1, 3).gateAt(LATER);
        rollouts = List.of(place(progress, HostStatus.WAITING, 2, null));
        AppExplanation app = explained();
        assertThat(app.chain()).anyMatch(fact -> fact.contains("in batch 1 of 3; this host: waiting in batch 2"));
        assertThat(app.nextAction()).contains("batch 2 of rollout ro_1", "batch 1 has baked");
        assertThat(app.nextActionAt()).isEqualTo(LATER);
    }

    @Test
    void aHostThatWaitsForAPromotionNamesTheCommand() {
        RolloutProgress progress = RolloutProgress.starting(3).inBatch(1, 3).awaiting(true, false);
        rollouts = List.of(place(progress, HostStatus.WAITING, 2, null));
        assertThat(explained().nextAction()).contains("globohub rollout promote ro_1");
    }

    @Test
    void aHostInAPausedRolloutNamesTheCommand() {
        RolloutProgress progress = RolloutProgress.starting(3).inBatch(1, 3).to(Status.PAUSED, null, null);
        rollouts = List.of(place(progress, HostStatus.WAITING, 2, null));
        assertThat(explained().nextAction()).contains("is paused", "globohub rollout resume ro_1");
    }

    @Test
    void aHostThatBakesSaysUntilWhen() {
        rollouts = List.of(place(RolloutProgress.starting(3).inBatch(1, 3), HostStatus.BAKING, 1, NOW));
        AppExplanation app = explained();
        assertThat(app.nextAction()).contains("takes it for done");
        assertThat(app.nextActionAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void aFailedDeploymentHasItsEvidenceAndWhatAPersonCanDo() {
        runs = OLD;
        Failure why = new Failure(Reason.PIP_FAILED, "pip said no", List.of("No matching distribution"));
        deployment = deployment(DeploymentReport.Outcome.FAILED, null, why);
        AppExplanation app = explained();
        assertThat(app.verdict()).contains("because: pip said no");
        assertThat(app.failure()).isEqualTo(why);
        assertThat(app.nextAction()).isEqualTo("Nothing by itself: " + Reason.PIP_FAILED.remedy());
        assertThat(app.nextActionAt()).isNull();
    }

    @Test
    void whatWasChosenOnTheHostItselfStays() {
        runs = OLD;
        override = CanonicalJson.idOf(OLD);
        AppExplanation app = explained();
        assertThat(app.chain()).anyMatch(fact -> fact.startsWith("overridden on the host itself: desafio:1.0"));
        assertThat(app.nextAction()).contains("until a new rollout");
    }

    @Test
    void aDifferenceWithoutAReasonIsReconciledAlsoOfAnAppThatTheAgentDoesNotKnow() {
        runs = OLD;
        assertThat(explained().nextAction()).isEqualTo("The agent reconciles.");
        appKnown = false;
        assertThat(explained().chain()).contains("the agent knows nothing of it");
    }
}
