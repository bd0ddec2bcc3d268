package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Drift.Cause;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProcessReport;
import io.globohub.common.state.Reason;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftCalculatorTest {
    private static final AppName DESAFIO = new AppName("desafio");
    private static final Manifest OLD = Samples.manifest("1.0");
    private static final Manifest NEW = Samples.manifest("1.1");
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private static Assignment wish(Goal goal, Manifest manifest) {
        return new Assignment(DESAFIO, goal, manifest, 1, null, 0, 0);
    }

    private static AppObservation seen(Manifest active, Manifest running, Phase phase) {
        return seen(active, running, phase, null, List.of());
    }

    private static AppObservation seen(
            Manifest active, Manifest running, Phase phase, DeploymentReport deployment, List<String> modified) {
        ProcessReport process = running == null ? null : new ProcessReport(id(running), 1, AT, 1, 0, 1, 1, List.of());
        return new AppObservation(
                DESAFIO,
                Goal.RUNNING,
                active == null ? null : id(active),
                null,
                List.of(),
                process,
                phase,
                AT,
                0,
                0,
                null,
                null,
                null,
                deployment,
                null,
                modified,
                null);
    }

    private static ManifestId id(Manifest manifest) {
        return CanonicalJson.idOf(manifest);
    }

    private static List<Cause> causes(Assignment wish, AppObservation seen, Freshness freshness) {
        return DriftCalculator.between(DESAFIO, wish, seen, freshness).stream()
                .map(Drift::cause)
                .toList();
    }

    @Test
    void whatServesAsWishedHasNoDrift() {
        assertThat(causes(wish(Goal.RUNNING, NEW), seen(NEW, NEW, Phase.SERVING), Freshness.FRESH))
                .isEmpty();
    }

    @Test
    void installedAndRunningAreComparedEachForItself() {
        List<Drift> drift = DriftCalculator.between(
                DESAFIO, wish(Goal.RUNNING, NEW), seen(NEW, OLD, Phase.SERVING), Freshness.FRESH);
        assertThat(drift).hasSize(1);
        assertThat(drift.get(0).cause()).isEqualTo(Cause.WRONG_VERSION);
        assertThat(drift.get(0).detail()).startsWith("running is desafio:1.0");
        assertThat(causes(wish(Goal.RUNNING, NEW), seen(OLD, OLD, Phase.SERVING), Freshness.FRESH))
                .containsExactly(Cause.WRONG_VERSION, Cause.WRONG_VERSION);
    }

    @Test
    void whatIsNotThereIsMissingAndDoesNotRun() {
        assertThat(causes(wish(Goal.RUNNING, NEW), null, Freshness.FRESH))
                .containsExactly(Cause.MISSING, Cause.WRONG_STATE);
        assertThat(causes(wish(Goal.RUNNING, NEW), seen(NEW, null, Phase.BACKOFF), Freshness.FRESH))
                .containsExactly(Cause.WRONG_STATE);
        assertThat(causes(wish(Goal.RUNNING, NEW), seen(NEW, NEW, Phase.FAILING), Freshness.FRESH))
                .containsExactly(Cause.WRONG_STATE);
    }

    @Test
    void whatNobodyWishedIsUnexpected() {
        assertThat(causes(null, seen(OLD, OLD, Phase.SERVING), Freshness.FRESH)).containsExactly(Cause.UNEXPECTED);
        assertThat(causes(wish(Goal.ABSENT, OLD), seen(OLD, null, Phase.STOPPED), Freshness.FRESH))
                .containsExactly(Cause.UNEXPECTED);
        assertThat(causes(wish(Goal.ABSENT, OLD), null, Freshness.FRESH)).isEmpty();
        assertThat(causes(null, null, Freshness.FRESH)).isEmpty();
    }

    @Test
    void aStoppedAppMustNotRun() {
        assertThat(causes(wish(Goal.STOPPED, OLD), seen(OLD, OLD, Phase.SERVING), Freshness.FRESH))
                .containsExactly(Cause.WRONG_STATE);
        assertThat(causes(wish(Goal.STOPPED, OLD), seen(OLD, null, Phase.STOPPED), Freshness.FRESH))
                .isEmpty();
    }

    @Test
    void oldNewsIsStaleWhateverItSaid() {
        assertThat(causes(wish(Goal.RUNNING, NEW), seen(NEW, NEW, Phase.SERVING), Freshness.LOST))
                .containsExactly(Cause.STALE);
    }

    @Test
    void aFailedDeploymentOfTheWishAndChangedFilesAreDrift() {
        DeploymentReport failed = new DeploymentReport(
                "d",
                id(NEW),
                id(OLD),
                null,
                0,
                AT,
                AT,
                DeploymentReport.Outcome.FAILED,
                null,
                List.of(),
                new Failure(Reason.BOOT_FAILED, "died"));
        assertThat(causes(
                        wish(Goal.RUNNING, NEW),
                        seen(OLD, OLD, Phase.SERVING, failed, List.of("app.py")),
                        Freshness.FRESH))
                .containsExactly(Cause.WRONG_VERSION, Cause.WRONG_VERSION, Cause.FAILED, Cause.MODIFIED);
        assertThat(causes(wish(Goal.RUNNING, OLD), seen(OLD, OLD, Phase.SERVING, failed, List.of()), Freshness.FRESH))
                .isEmpty();
    }
}
