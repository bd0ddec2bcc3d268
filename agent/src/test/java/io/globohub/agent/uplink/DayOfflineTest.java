package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.report.Outbox;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.NewsSpread;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day without a controller, in virtual time. */
class DayOfflineTest {
    private static final Duration BETWEEN_EVENTS = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();
    private final Instant back = clock.instant().plus(Duration.ofDays(1));
    private final Random random = new Random(7);
    private final List<Long> ledger = new ArrayList<>();
    private Outbox outbox;
    private CheckinLoop loop;
    private Instant nextEvent = clock.instant();
    private int attempts;

    @Test
    void everythingIsDeliveredExactlyOnceInOrderAndTheDiskStaysBounded() throws IOException {
        restartAgent();
        while (clock.instant().isBefore(back)) {
            happen();
            clock.advance(loop.once());
            if (random.nextInt(500) == 0) {
                restartAgent();
            }
        }
        int atReturn = outbox.pending();
        assertThat(atReturn).isEqualTo(24 * 30);
        assertThat(attempts).as("retries are paced").isBetween(2_000, 15_000);
        assertThat(diskBytes()).isLessThan(1_000_000);

        Instant returned = clock.instant();
        while (outbox.pending() > 0) {
            clock.advance(loop.once());
        }

        assertThat(ledger)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, atReturn).boxed().toList());
        assertThat(Duration.between(returned, clock.instant())).isLessThan(Duration.ofMinutes(10));
        assertThat(diskBytes()).as("what was delivered is gone").isLessThan(50_000);
    }

    private void restartAgent() throws IOException {
        outbox = Outbox.open(directory, new DurableFiles(CrashPoint.NONE), clock);
        ScriptedUplink uplink = new ScriptedUplink();
        uplink.onCheckin = this::answer;
        loop = new CheckinLoop(
                uplink,
                new CheckinLoop.Parts("instance", Observed::host, () -> null, response -> {}),
                outbox,
                new Contact("check-in", clock),
                PollSchedule.DEFAULT,
                new NewsSpread(),
                10,
                clock,
                clock,
                Bell.real(),
                random);
    }

    private void happen() {
        while (!clock.instant().isBefore(nextEvent) && nextEvent.isBefore(back)) {
            outbox.append(EventKind.PROCESS_STARTED, null, null, "one of a long day", null, null, null);
            nextEvent = nextEvent.plus(BETWEEN_EVENTS);
        }
    }

    /** After the return one answer in three is lost on its way: the ledger has the events, the agent does not know. */
    private Reply<CheckinResponse> answer(CheckinRequest request) {
        attempts++;
        if (clock.instant().isBefore(back)) {
            return new Reply.Unreachable<>("away");
        }
        for (AgentEvent event : request.events()) {
            if (ledger.isEmpty() || event.seq() > ledger.get(ledger.size() - 1)) {
                ledger.add(event.seq());
            }
        }
        return random.nextInt(3) == 0
                ? new Reply.Unreachable<>("the answer was lost")
                : new Reply.Answer<>(new CheckinResponse(10, 0, ledger.get(ledger.size() - 1), "x", clock.instant()));
    }

    private long diskBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path file : entries.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
