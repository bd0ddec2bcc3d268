package io.globohub.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.state.AppRecord;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.Reason;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppPlannerTest {
    private static final AppName APP = new AppName("desafio");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Manifest V1 = Samples.manifest("1.0");
    private static final Manifest V2 = Samples.manifest("1.1");
    private static final AppRecord NEW = AppRecord.unknown(APP);
    private static final AppRecord SERVES_V1 = NEW.activated(V1, null);

    private static Assignment wish(Goal goal, Manifest manifest, long generation, int attempt, int restart) {
        return new Assignment(APP, goal, manifest, generation, "ro_1", attempt, restart);
    }

    private static AppChange plan(Assignment wish, AppRecord record) {
        return AppPlanner.plan(Optional.ofNullable(wish), record, true, NOW);
    }

    @Test
    void deploysWhatIsNotActive() {
        assertThat(plan(wish(Goal.RUNNING, V2, 2, 0, 0), SERVES_V1)).isEqualTo(new AppChange.Deploy(V2, 0, "ro_1"));
    }

    @Test
    void keepsRunningWhatIsActive() {
        assertThat(plan(wish(Goal.RUNNING, V1, 2, 0, 0), SERVES_V1)).isInstanceOf(AppChange.KeepRunning.class);
    }

    @Test
    void touchesNothingThatIsNotMentioned() {
        assertThat(plan(null, SERVES_V1)).isInstanceOf(AppChange.KeepRunning.class);
        assertThat(plan(null, NEW)).isInstanceOf(AppChange.Nothing.class);
    }

    @Test
    void removesOnlyWhatIsWishedAbsent() {
        assertThat(plan(wish(Goal.ABSENT, V1, 2, 0, 0), SERVES_V1)).isEqualTo(new AppChange.Remove());
        assertThat(AppPlanner.plan(Optional.of(wish(Goal.ABSENT, V1, 2, 0, 0)), NEW, false, NOW))
                .isInstanceOf(AppChange.Nothing.class);
    }

    @Test
    void doesNotTryAFailedReleaseAgainUntilSomeoneSaysRetry() {
        AppRecord failed = SERVES_V1.withFailed(
                new AppRecord.FailedAttempt(CanonicalJson.idOf(V2), 0, new Failure(Reason.PREFLIGHT_FAILED, "died")));
        assertThat(plan(wish(Goal.RUNNING, V2, 2, 0, 0), failed)).isInstanceOf(AppChange.KeepRunning.class);
        assertThat(plan(wish(Goal.RUNNING, V2, 3, 1, 0), failed)).isEqualTo(new AppChange.Deploy(V2, 1, "ro_1"));
    }

    @Test
    void followsALocalChoiceUntilTheWishIsNewer() {
        AppRecord serves2 = NEW.activated(V1, null).activated(V2, null);
        AppRecord chosen = serves2.withOverride(new AppRecord.LocalChoice(V1, 5, "root"));
        assertThat(plan(wish(Goal.RUNNING, V2, 5, 0, 0), chosen)).isEqualTo(new AppChange.Deploy(V1, 0, null));
        assertThat(plan(null, chosen)).isEqualTo(new AppChange.Deploy(V1, 0, null));
        assertThat(plan(wish(Goal.RUNNING, V2, 6, 0, 0), chosen)).isInstanceOf(AppChange.KeepRunning.class);
    }

    @Test
    void changesNothingWhileHeldAndDoesAfterTheHoldExpired() {
        AppRecord held = SERVES_V1.withHold(new Hold("ana", "looking into it", NOW, NOW.plusSeconds(60)));
        assertThat(plan(wish(Goal.RUNNING, V2, 2, 0, 0), held)).isInstanceOf(AppChange.KeepRunning.class);
        assertThat(AppPlanner.plan(Optional.of(wish(Goal.RUNNING, V2, 2, 0, 0)), held, true, NOW.plusSeconds(60)))
                .isInstanceOf(AppChange.Deploy.class);
    }

    @Test
    void givesAFreshProcessOnceForEachRequest() {
        assertThat(plan(wish(Goal.RUNNING, V1, 2, 0, 3), SERVES_V1)).isEqualTo(new AppChange.Refresh(3));
        assertThat(plan(wish(Goal.RUNNING, V1, 2, 0, 3), SERVES_V1.withRestartHandled(3)))
                .isInstanceOf(AppChange.KeepRunning.class);
    }

    @Test
    void goesBackFromAReleaseThatWasGivenUpAndStaysThereUntilSomeoneSaysRetry() {
        AppRecord.FailedAttempt attempt =
                new AppRecord.FailedAttempt(CanonicalJson.idOf(V2), 0, new Failure(Reason.CRASH_LOOP, "died"));
        AppRecord givenUp = SERVES_V1.activated(V2, null).withFailed(attempt);
        assertThat(plan(wish(Goal.RUNNING, V2, 2, 0, 0), givenUp)).isEqualTo(new AppChange.Deploy(V1, 0, null));
        assertThat(plan(null, givenUp)).isEqualTo(new AppChange.Deploy(V1, 0, null));
        assertThat(plan(wish(Goal.STOPPED, V2, 2, 0, 0), givenUp)).isEqualTo(new AppChange.KeepStopped());
        assertThat(plan(
                        wish(Goal.RUNNING, V2, 2, 0, 0),
                        givenUp.withHold(new Hold("ana", "looking into it", NOW, null))))
                .isInstanceOf(AppChange.KeepRunning.class);

        AppRecord back = givenUp.activated(V1, null);
        assertThat(back.previous()).as("nothing good served before").isNull();
        assertThat(back.activated(V1, null)).as("done twice").isEqualTo(back);
        assertThat(plan(wish(Goal.RUNNING, V2, 2, 0, 0), back)).isInstanceOf(AppChange.KeepRunning.class);
        assertThat(plan(wish(Goal.RUNNING, V2, 2, 1, 0), back)).isEqualTo(new AppChange.Deploy(V2, 1, "ro_1"));
    }

    @Test
    void keepsAStoppedAppStoppedWhenTheWishIsUnknown() {
        assertThat(plan(null, SERVES_V1.withGoal(Goal.STOPPED))).isInstanceOf(AppChange.KeepStopped.class);
    }
}
