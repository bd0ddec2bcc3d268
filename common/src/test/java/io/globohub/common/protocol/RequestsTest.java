package io.globohub.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.Json;
import io.globohub.common.state.HostObservation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    private static final HostObservation OBSERVATION =
            new HostObservation(Instant.EPOCH, "0.1.0", "boot", Instant.EPOCH, 0, "Debian", null, null);
    private static final AgentEvent EVENT =
            new AgentEvent(1, Instant.EPOCH, EventKind.AGENT_STARTED, null, null, "started", null, null, null);

    @ParameterizedTest
    @ValueSource(strings = {"web-01", "a", "web-01.example.org", "WEB1"})
    void aHostNameIsOneThatDnsCouldHave(String name) {
        assertThat(new EnrollRequest(name, null, "0.1.0", null).labels()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-a", "a-", "a.", "a b", "a/b", "a\n", "<img>", "ação"})
    void anyOtherHostNameIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnrollRequest(name, Map.of(), "0.1.0", null))
                .withMessageContaining("host name");
    }

    @Test
    void aCheckinCarriesAnObservationAndAtMostOneHundredEvents() {
        List<AgentEvent> full = Collections.nCopies(CheckinRequest.MAX_EVENTS, EVENT);
        assertThat(new CheckinRequest("i", OBSERVATION, null, full).events()).hasSize(100);
        assertThat(new CheckinRequest("i", OBSERVATION, null, null).events()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckinRequest("i", OBSERVATION, null, Collections.nCopies(101, EVENT)))
                .withMessageContaining("100");
        assertThatIllegalArgumentException().isThrownBy(() -> new CheckinRequest("i", null, null, full));
    }

    @Test
    void aTokenNeedsARoleAndAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenRequest("ci", null, null, null, null, null))
                .withMessageContaining("viewer, operator, admin, enroll");
        for (String name : new String[] {null, "", " a", "a b", "-a", "a".repeat(65)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TokenRequest(name, Role.VIEWER, null, null, null, null))
                    .withMessageContaining("token's name");
        }
    }

    @Test
    void aTokenLivesAndIsUsedAtLeastOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenRequest("ci", Role.VIEWER, null, 0L, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenRequest("ci", Role.ENROLL, null, null, 0, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenRequest("ci", Role.ENROLL, null, null, 100_001, null));
    }

    @Test
    void aLabelIsRemovedByNullOnTheWire() {
        HostPatch patch = Json.readStrict("{\"labels\": {\"canary\": null}}", HostPatch.class);
        assertThat(patch.labels()).containsEntry("canary", null);
        assertThat(Json.write(patch)).isEqualTo("{\"labels\":{\"canary\":null}}");
    }

    @Test
    void aProblemWithoutWrongPlacesDoesNotMentionThem() {
        Problem problem =
                new Problem("about:blank", "Not Found", 404, "no such host", null, "host_not_found", "r", List.of());
        assertThat(Json.write(problem)).doesNotContain("errors");
    }

    @Test
    void aFinishedRolloutNeverMovesAgain() {
        assertThat(RolloutView.Status.values())
                .filteredOn(RolloutView.Status::isFinished)
                .containsExactly(
                        RolloutView.Status.SUCCEEDED,
                        RolloutView.Status.FAILED,
                        RolloutView.Status.ROLLED_BACK,
                        RolloutView.Status.ABORTED);
    }
}
