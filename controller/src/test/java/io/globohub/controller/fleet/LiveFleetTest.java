package io.globohub.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.HostState;
import io.globohub.common.state.HostObservation;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LastSeen;
import io.globohub.controller.store.SqlRecords;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real SQLite store. */
class LiveFleetTest {
    private static final String HOST = "host_1";

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();
    private final AtomicInteger hurries = new AtomicInteger();
    private SqlRecords records;

    @BeforeEach
    void open() throws IOException {
        records = SqlRecords.sqlite(directory, clock);
        HostRecord host =
                new HostRecord(HOST, "web-1", HostState.ACTIVE, Map.of(), null, 0, 0, 0, "os", clock.instant(), null);
        records.write(session -> {
            session.hosts().add(host, Digest.of(HOST.getBytes(StandardCharsets.UTF_8)));
            return null;
        });
    }

    @AfterEach
    void close() {
        records.close();
    }

    private LiveFleet live(Duration silence) {
        return new LiveFleet(records, new MetricHistory(records, clock), silence, task -> hurries.incrementAndGet());
    }

    private void speak(LiveFleet live) {
        clock.advance(Duration.ofSeconds(1));
        HostObservation observation =
                new HostObservation(clock.instant(), "1", "boot", clock.instant(), 0, "os", "3.11", List.of());
        live.heard(new LastSeen(HOST, clock.instant(), observation, null, "instance"));
    }

    private List<LastSeen> keep(LiveFleet live) {
        return records.write(session -> live.keep(session, List.of(HOST)));
    }

    private List<LastSeen> onDisk() {
        return records.read(session -> session.hosts().lastSeen());
    }

    @Test
    void whatIsOnDiskIsNotWrittenTwice() {
        LiveFleet live = live(Duration.ZERO);
        speak(live);

        List<LastSeen> words = keep(live);
        live.written(words);

        assertThat(words).hasSize(1).isEqualTo(onDisk());
        assertThat(keep(live)).isEmpty();
    }

    @Test
    void untilItsCommitIsKnownAWordIsWrittenWithWhateverIsBuiltOnIt() {
        LiveFleet live = live(Duration.ZERO);
        speak(live);
        assertThatThrownBy(() -> records.write(session -> {
                    live.keep(session, List.of(HOST));
                    throw new IllegalStateException("this work failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(onDisk()).isEmpty();

        assertThat(keep(live)).hasSize(1);
        assertThat(onDisk()).hasSize(1);
    }

    @Test
    void aHostThatSpokeAgainMeanwhileHasAWordThatIsNotOnDisk() {
        LiveFleet live = live(Duration.ZERO);
        speak(live);
        List<LastSeen> words = keep(live);
        speak(live);
        live.written(words);

        live.writeDown();

        assertThat(onDisk()).containsExactly(live.of(HOST).orElseThrow());
        assertThat(keep(live)).isEmpty();
    }

    @Test
    void onlyWhereThereIsAnotherControllerDoesAHostThatIsBackHurryTheWriter() {
        speak(live(Duration.ZERO));
        assertThat(hurries).hasValue(0);
        speak(live(Duration.ofSeconds(15)));
        assertThat(hurries).hasValue(1);
    }
}
