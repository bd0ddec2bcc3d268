package io.globohub.agent.gunicorn;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void namesTheErrorThatKeptAWorkerFromBooting() {
        Failure failure = Ending.of(
                OptionalInt.of(3),
                List.of("Traceback (most recent call last):", "ModuleNotFoundError: No module named 'flask'", "bye"));
        assertThat(failure.reason()).isEqualTo(Reason.BOOT_FAILED);
        assertThat(failure.detail()).contains("ModuleNotFoundError: No module named 'flask'");
    }

    @Test
    void recognisesABootFailureByItsLogWhenTheExitCodeIsNotKnown() {
        assertThat(Ending.of(OptionalInt.empty(), List.of("[INFO] Reason: Worker failed to boot."))
                        .reason())
                .isEqualTo(Reason.BOOT_FAILED);
    }

    @Test
    void tellsKilledFromDiedFromNotLoaded() {
        assertThat(Ending.of(OptionalInt.of(137), List.of()).reason()).isEqualTo(Reason.PROCESS_KILLED);
        assertThat(Ending.of(OptionalInt.of(143), List.of()).detail()).contains("signal 15");
        assertThat(Ending.of(OptionalInt.of(1), List.of()).reason()).isEqualTo(Reason.PROCESS_DIED);
        assertThat(Ending.of(OptionalInt.of(4), List.of()).reason()).isEqualTo(Reason.APP_LOAD_FAILED);
    }

    @Test
    void tellsAHungWorkerFromOneThatDied() {
        List<String> log = List.of("[CRITICAL] WORKER TIMEOUT (pid:77)", "[INFO] Booting worker with pid: 78");
        assertThat(Ending.ofWorker(77, log).reason()).isEqualTo(Reason.WORKER_TIMEOUT);
        assertThat(Ending.ofWorker(7, log).reason()).isEqualTo(Reason.WORKER_DIED);
    }

    @Test
    void saysPlainlyWhenPkgResourcesIsGone() {
        assertThat(Ending.of(OptionalInt.of(1), List.of("ModuleNotFoundError: No module named 'pkg_resources'"))
                        .reason())
                .isEqualTo(Reason.SETUPTOOLS_TOO_NEW);
    }
}
