package io.globohub.common.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTest {
    private static final AppName DESAFIO = new AppName("desafio");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Assignment assignment() {
        return new Assignment(DESAFIO, Goal.RUNNING, Samples.manifest("1.0"), 1, null, 0, 0);
    }

    @Test
    void anAssignmentCarriesAManifestOfItsOwnApp() {
        assertThat(assignment().manifestId()).isEqualTo(CanonicalJson.idOf(Samples.manifest("1.0")));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Assignment(new AppName("other"), Goal.RUNNING, Samples.manifest("1.0"), 1, null, 0, 0))
                .withMessageContaining("other");
        assertThatIllegalArgumentException().isThrownBy(() -> new Assignment(DESAFIO, null, null, 1, null, 0, 0));
    }

    @Test
    void aDesiredStateNamesItsHostAndEachAppOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DesiredState(" ", 1, NOON, null, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DesiredState("h", 1, NOON, null, List.of(assignment(), assignment())))
                .withMessageContaining("each app once");
        assertThat(new DesiredState("h", 1, NOON, null, null).assignments()).isEmpty();
    }

    @Test
    void aFailureKeepsTheLastLinesAndCutsLongOnes() {
        List<String> lines = IntStream.range(0, 100).mapToObj(i -> "line " + i).toList();
        assertThat(new Failure(Reason.PIP_FAILED, "pip ended with 1", lines).evidence())
                .hasSize(Failure.MAX_EVIDENCE)
                .endsWith("line 99");
        assertThat(new Failure(Reason.PIP_FAILED, "x", List.of("y".repeat(10_000))).evidence())
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(501).endsWith("…"));
    }

    @Test
    void aFailureNeedsAReasonAndASentence() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Failure(null, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Failure(Reason.DISK_FULL, " "));
    }

    @Test
    void aHoldNeedsSomeoneToAskAndEndsWhenItExpires() {
        Hold hold = new Hold("ana", "black friday", NOON, NOON.plusSeconds(60));
        assertThat(hold.isActive(NOON.plusSeconds(59))).isTrue();
        assertThat(hold.isActive(NOON.plusSeconds(60))).isFalse();
        assertThat(new Hold("ana", "until lifted", NOON, null).isActive(Instant.MAX))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new Hold("", "x", NOON, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hold("ana", null, NOON, null));
    }

    @Test
    void anEventNeedsATimeAKindAndASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentEvent(1, null, EventKind.AGENT_STARTED, null, null, "x", null, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentEvent(1, NOON, null, null, null, "x", null, null, null));
        assertThat(EventKind.DEPLOYMENT_FAILED.code()).isEqualTo("deployment_failed");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasACodeAndOneSentenceThatSaysWhatToDo(Reason reason) {
        assertThat(reason.code()).matches("[a-z][a-z_]*");
        assertThat(Reason.ofCode(reason.code())).isEqualTo(reason);
        assertThat(reason.remedy()).endsWith(".").hasSizeBetween(15, 200).doesNotContain("\n");
    }
}
