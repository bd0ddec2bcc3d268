package io.globohub.agent.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.config.AgentConfig.Upkeep;
import io.globohub.agent.ledger.ToldFacts;
import io.globohub.agent.state.StateFile;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.InstalledVersion;
import io.globohub.testkit.Samples;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UpkeepLoopTest {
    private static final Manifest MANIFEST = Samples.manifest("1.0");

    @TempDir
    Path root;

    private final TestClock clock = TestClock.start();
    private final List<Long> scrubbedAtMinutes = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> tidiedAtMinutes = Collections.synchronizedList(new ArrayList<>());
    private boolean unreadable;

    private record Active(InstalledVersion version) implements Occupant {
        @Override
        public AppName app() {
            return MANIFEST.app();
        }

        @Override
        public Optional<InstalledVersion> active() {
            return Optional.of(version);
        }

        @Override
        public List<InstalledVersion> prunable() {
            return List.of();
        }

        @Override
        public boolean prune(Version gone, String why) {
            return false;
        }
    }

    private long minutes() {
        return Duration.between(TestClock.start().instant(), clock.instant()).toMinutes();
    }

    private ContentScrub scrub() {
        return new ContentScrub(
                (app, version) -> {
                    scrubbedAtMinutes.add(minutes());
                    if (unreadable) {
                        throw new IOException("the disk is broken");
                    }
                    return List.of();
                },
                new StateFile<>(
                        root.resolve("findings.json"),
                        Findings.class,
                        new DurableFiles(CrashPoint.NONE),
                        clock,
                        aside -> {}),
                new ToldFacts());
    }

    /** Lets the loop run until that minute of its own time. */
    private void runUntilMinute(int end, Duration scrubPeriod) throws InterruptedException {
        Tidying tidying = new Tidying(
                Upkeep.DEFAULT,
                new Tidying.Volume() {
                    @Override
                    public Room room() {
                        tidiedAtMinutes.add(minutes());
                        return new Room(100, 100);
                    }

                    @Override
                    public void dropCaches() {
                        throw new AssertionError("there is room");
                    }
                },
                clock);
        Occupant active = new Active(new InstalledVersion(
                MANIFEST.version(),
                CanonicalJson.idOf(MANIFEST),
                MANIFEST.pack().sha256(),
                clock.instant()));
        CountDownLatch reached = new CountDownLatch(1);
        try (UpkeepLoop loop = new UpkeepLoop(() -> List.of(active), tidying, scrub(), scrubPeriod, pause -> {
            clock.advance(pause);
            if (minutes() > end) {
                reached.countDown();
                Thread.sleep(Duration.ofMinutes(1).toMillis());
            }
        })) {
            loop.start();
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void filesAreComparedSoonAfterTheStartAndThenAtEachInterval() throws Exception {
        runUntilMinute(130, Duration.ofHours(1));

        assertThat(scrubbedAtMinutes).containsExactly(1L, 61L, 121L);
        assertThat(tidiedAtMinutes).contains(1L, 2L, 3L, 129L);
    }

    @Test
    void aZeroIntervalTurnsItOff() throws Exception {
        runUntilMinute(130, Duration.ZERO);

        assertThat(scrubbedAtMinutes).isEmpty();
        assertThat(tidiedAtMinutes).isNotEmpty();
    }

    @Test
    void aFaultEndsARoundAndNotTheLoop() throws Exception {
        unreadable = true;

        runUntilMinute(70, Duration.ofHours(1));

        assertThat(scrubbedAtMinutes).containsExactly(1L, 61L);
    }
}
