package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.uplink.DesiredStore.Loaded;
import io.globohub.agent.uplink.DesiredStore.Verdict;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Goal;
import io.globohub.testkit.Samples;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesiredStoreTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();

    @Test
    void whatWasAcceptedIsThereAfterARestart() {
        DesiredState state = state(3);

        assertThat(opened().accept(new TaggedState(state, "\"e\""))).isEqualTo(new Verdict.Accepted(state));

        assertThat(opened().load()).isEqualTo(new Loaded.Known(state));
    }

    @Test
    void aHostThatNeverGotAStateHasNone() {
        assertThat(opened().load()).isEqualTo(new Loaded.None());
    }

    @Test
    void anOlderGenerationReplayedIsRejectedAndChangesNothing() {
        DesiredStore store = opened();
        store.accept(new TaggedState(state(3), "\"3\""));

        assertThat(store.accept(new TaggedState(state(2), "\"2\"")))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.detail()).contains("generation 2, older than 3"));

        assertThat(store.etag()).isEqualTo("\"3\"");
        assertThat(opened().load()).isEqualTo(new Loaded.Known(state(3)));
    }

    @Test
    void aReplayIsRejectedAfterARestartToo() {
        opened().accept(new TaggedState(state(3), null));
        DesiredStore restarted = opened();
        restarted.load();

        assertThat(restarted.accept(new TaggedState(state(2), null))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void theStateOfAnotherHostIsRejected() {
        DesiredState others = new DesiredState("h_2", 9, Observed.AT, null, List.of());

        assertThat(opened().accept(new TaggedState(others, null)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.detail()).contains("h_2"));
    }

    @Test
    void theSameStateAgainIsNoNewsButItsTagIsKept() {
        DesiredStore store = opened();
        store.accept(new TaggedState(state(3), "\"a\""));

        assertThat(store.accept(new TaggedState(state(3), "\"b\""))).isEqualTo(new Verdict.Unchanged());
        assertThat(store.etag()).isEqualTo("\"b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "{}", "{\"schema\":2,\"state\":null}", "{\"schema\":1}", "\u0000\u0000"})
    void anUnreadableStateIsUnknownNotEmptyAndKeptAside(String content) throws IOException {
        Files.writeString(file(), content);

        assertThat(opened().load()).isInstanceOf(Loaded.Unknown.class);

        assertThat(file()).doesNotExist();
        assertThat(directory).isDirectoryContaining("glob:**.corrupt-*");
    }

    @Test
    void theStateOfAnEarlierIdentityIsUnknownToo() {
        new DesiredStore(file(), "h_0", files(CrashPoint.NONE), clock)
                .accept(new TaggedState(new DesiredState("h_0", 9, Observed.AT, null, List.of()), null));

        assertThat(opened().load())
                .isInstanceOfSatisfying(
                        Loaded.Unknown.class,
                        unknown -> assertThat(unknown.detail()).contains("h_0"));
    }

    @Test
    void aCrashAtAnyPointLeavesTheOldOrTheNewState() {
        opened().accept(new TaggedState(state(1), null));
        List<String> points = new ArrayList<>();
        new DesiredStore(directory.resolve("dry.json"), Observed.HOST, files(points::add), clock)
                .accept(new TaggedState(state(2), null));
        assertThat(points).isNotEmpty();

        for (int at = 0; at < points.size(); at++) {
            int crashAt = at;
            List<String> reached = new ArrayList<>();
            DesiredStore dies = new DesiredStore(
                    file(),
                    Observed.HOST,
                    files(name -> {
                        reached.add(name);
                        if (reached.size() > crashAt) {
                            throw new IllegalStateException("killed at " + name);
                        }
                    }),
                    clock);
            try {
                dies.accept(new TaggedState(state(2), null));
            } catch (IllegalStateException killed) {
                assertThat(opened().load()).isIn(new Loaded.Known(state(1)), new Loaded.Known(state(2)));
            }
            opened().accept(new TaggedState(state(1), null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "\u0000", "{\"schema\":1}"})
    void anOldStateReplayedIsRejectedEvenWhenTheStoredOneCannotBeRead(String content) throws IOException {
        opened().accept(new TaggedState(state(3), null));
        Files.writeString(file(), content);
        DesiredStore restarted = opened();
        assertThat(restarted.load()).isInstanceOf(Loaded.Unknown.class);

        assertThat(restarted.accept(new TaggedState(state(2), null))).isInstanceOf(Verdict.Rejected.class);
        assertThat(restarted.accept(new TaggedState(state(3), null))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theHighestGenerationUnreadableIsPutAsideAndTheStateItselfStillCounts() throws IOException {
        opened().accept(new TaggedState(state(3), null));
        Files.writeString(directory.resolve("desired.generation.json"), "{");
        DesiredStore restarted = opened();
        assertThat(restarted.load()).isInstanceOf(Loaded.Known.class);

        assertThat(restarted.accept(new TaggedState(state(2), null))).isInstanceOf(Verdict.Rejected.class);
        assertThat(restarted.accept(new TaggedState(state(4), null))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aNewIdentityBeginsItsGenerationsAnew() {
        opened().accept(new TaggedState(state(9), null));
        DesiredStore other = new DesiredStore(file(), "h_new", files(CrashPoint.NONE), clock);
        other.load();

        assertThat(other.accept(new TaggedState(new DesiredState("h_new", 1, Observed.AT, null, List.of()), null)))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aStateThatHasEndedIsRejected() {
        DesiredState ended = ending(1, clock.instant().minusSeconds(1));

        assertThat(opened().accept(new TaggedState(ended, null)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected ->
                                assertThat(rejected.detail()).contains("ended").contains("clock"));
    }

    @Test
    void aStateIsValidUntilItsEndAndEachConfirmationBeginsItsTimeAnew() {
        DesiredStore store = opened();
        store.accept(new TaggedState(ending(1, clock.instant().plus(DAY)), null));
        clock.advance(DAY.minusSeconds(1));
        assertThat(store.isValid()).isTrue();

        store.confirmed();
        clock.advance(DAY.minusSeconds(1));
        assertThat(store.isValid()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        assertThat(store.isValid()).isFalse();
        assertThat(opened().load()).isInstanceOf(Loaded.Known.class);
    }

    @Test
    void whatWasConfirmedIsValidAfterARestartToo() {
        DesiredStore store = opened();
        store.accept(new TaggedState(ending(1, clock.instant().plus(DAY)), null));
        clock.advance(DAY.minusSeconds(1));
        store.confirmed();
        clock.advance(DAY.minusSeconds(1));

        DesiredStore restarted = opened();
        restarted.load();

        assertThat(restarted.isValid()).isTrue();
    }

    @Test
    void aStateWithoutAnEndIsAlwaysValid() {
        DesiredStore store = opened();
        store.accept(new TaggedState(state(1), null));
        clock.advance(Duration.ofDays(1000));

        assertThat(store.isValid()).isTrue();
    }

    @Test
    void aStateThatCannotBeStoredIsNotActedUpon() throws IOException {
        Files.createDirectory(directory.resolve(".desired.json.new"));
        Files.createFile(directory.resolve(".desired.json.new/in-the-way"));

        assertThat(opened().accept(new TaggedState(state(1), null)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.detail()).contains("cannot be stored"));
    }

    private DesiredState ending(long generation, Instant end) {
        return new DesiredState(Observed.HOST, generation, end.minus(DAY), end, List.of());
    }

    private static DesiredState state(long generation) {
        return new DesiredState(
                Observed.HOST,
                generation,
                Observed.AT,
                null,
                List.of(new Assignment(
                        new AppName("desafio"), Goal.RUNNING, Samples.manifest("1.0"), generation, null, 0, 0)));
    }

    private DesiredStore opened() {
        return new DesiredStore(file(), Observed.HOST, files(CrashPoint.NONE), clock);
    }

    private static DurableFiles files(CrashPoint crashPoint) {
        return new DurableFiles(crashPoint);
    }

    private Path file() {
        return directory.resolve("desired.json");
    }
}
