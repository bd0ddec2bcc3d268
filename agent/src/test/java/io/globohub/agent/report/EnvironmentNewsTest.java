package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.AppName;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Environment;
import io.globohub.common.state.HostObservation;
import io.globohub.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentNewsTest {
    private static final Environment FLASK = Environment.of(Map.of("Flask", "1.1.2"));
    private static final Environment NEWER = Environment.of(Map.of("Flask", "2.0.0"));

    private final TestClock clock = TestClock.start();
    private final EnvironmentNews news = new EnvironmentNews(clock);

    private static HostObservation observation(Environment environment) {
        AppObservation app = new AppObservation(
                new AppName("desafio"),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                environment);
        return new HostObservation(null, "1", "b", null, 0, "os", "3", List.of(app));
    }

    private Environment sent(Environment environment) {
        return news.toSend(observation(environment)).apps().get(0).environment();
    }

    @Test
    void packagesAreToldUntilAControllerHasAnsweredAndThenOnlyTheirDigest() {
        assertThat(sent(FLASK)).isEqualTo(FLASK);
        assertThat(sent(FLASK)).isEqualTo(FLASK);
        news.answered();

        assertThat(sent(FLASK)).isEqualTo(new Environment(FLASK.digest(), null));
    }

    @Test
    void anotherEnvironmentIsToldAtOnce() {
        sent(FLASK);
        news.answered();

        assertThat(sent(NEWER)).isEqualTo(NEWER);
    }

    @Test
    void theyAreToldAnewEveryHour() {
        sent(FLASK);
        news.answered();
        clock.advance(Duration.ofHours(1));

        assertThat(sent(FLASK)).isEqualTo(FLASK);
    }

    @Test
    void anAppThatDoesNotRunSaysNothing() {
        assertThat(sent(null)).isNull();
    }

    @Test
    void whatWasToldInShortIsCompletedByWhatWasSaidBefore() {
        HostObservation before = observation(FLASK);
        HostObservation abridged = observation(FLASK.abridged());

        assertThat(abridged.completedBy(before)).isEqualTo(before);
        assertThat(abridged.completedBy(null)).isEqualTo(abridged);
        assertThat(abridged.completedBy(observation(NEWER))).isEqualTo(abridged);
        assertThat(observation(NEWER).completedBy(before)).isEqualTo(observation(NEWER));
    }
}
