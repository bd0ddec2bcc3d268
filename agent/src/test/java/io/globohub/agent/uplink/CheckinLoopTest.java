package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.report.Outbox;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.NewsSpread;
import io.globohub.common.state.HostMetrics;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckinLoopTest {
    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();
    private final ScriptedUplink uplink = new ScriptedUplink();
    private final List<CheckinRequest> sent = new CopyOnWriteArrayList<>();
    private final List<CheckinResponse> answers = new ArrayList<>();
    private final Contact contact = new Contact("check-in", clock);
    private Supplier<HostMetrics> metrics = () -> null;
    private final NewsSpread spread = new NewsSpread();
    private Outbox outbox;
    private CheckinLoop loop;

    @BeforeEach
    void make() throws IOException {
        outbox = Outbox.open(directory.resolve("outbox"), new DurableFiles(CrashPoint.NONE), clock);
        loop = loop();
        uplink.onCheckin = this::takeAll;
    }

    @Test
    void eventsAreSentAndAcknowledgedAndTheControllerSetsThePace() {
        events(3);

        Duration pause = loop.once();

        assertThat(pause).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(22));
        assertThat(seqs(sent.get(0))).containsExactly(1L, 2L, 3L);
        assertThat(outbox.pending()).isZero();
        assertThat(answers).hasSize(1);
    }

    @Test
    void manyEventsGoInSeveralCheckinsWithoutAPause() {
        events(250);
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pauses.add(loop.once());
        }

        assertThat(sent).extracting(request -> request.events().size()).containsExactly(100, 100, 50);
        assertThat(pauses.subList(0, 2)).containsOnly(Duration.ZERO);
        assertThat(pauses.get(2)).isGreaterThan(Duration.ofSeconds(15));
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgain() {
        events(3);
        uplink.onCheckin = request -> {
            sent.add(request);
            return new Reply.Answer<>(new CheckinResponse(10, 0, 2, "x", clock.instant()));
        };

        assertThat(loop.once()).isGreaterThan(Duration.ofSeconds(5));
        loop.once();

        assertThat(seqs(sent.get(1))).containsExactly(3L);
    }

    @Test
    void anEventNoControllerUnderstandsDoesNotMakeTheHostLookLostAndIsNotLost() {
        events(4);
        uplink.onCheckin = request -> request.events().isEmpty() ? takeAll(request) : poisoned(request);

        for (int i = 0; i < 4; i++) {
            assertThat(loop.once()).isLessThan(Duration.ofSeconds(25));
        }

        assertThat(sent).extracting(request -> request.events().size()).containsExactly(4, 2, 1, 0);
        assertThat(contact.status().state()).isEqualTo(Contact.State.ANSWERED);
        assertThat(outbox.pending()).isEqualTo(4);
        uplink.onCheckin = this::takeAll;
        for (int i = 0; i < 4; i++) {
            loop.once();
        }
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void aRevokedCredentialIsTriedOnlySlowly() {
        uplink.onCheckin = request -> ScriptedUplink.refused(401, "unauthorized");

        assertThat(loop.once()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(75));
        assertThat(contact.status().state()).isEqualTo(Contact.State.REFUSED);
        assertThat(contact.status().detail()).contains("401").contains("because");
    }

    @Test
    void metricsThatFailAreLeftOut() {
        metrics = () -> {
            throw new IllegalStateException("no /proc");
        };

        loop.once();

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).metrics()).isNull();
    }

    @Test
    void checkinsKeepApartHoweverOftenTheyAreWoken() {
        List<Instant> times = new ArrayList<>();
        uplink.onCheckin = request -> {
            times.add(clock.instant());
            return takeAll(request);
        };
        for (int i = 0; i < 10; i++) {
            loop.once();
        }

        assertThat(Duration.between(times.get(0), times.get(9))).isEqualTo(CheckinLoop.CLOSEST.multipliedBy(9));
    }

    @Test
    void aNonsensicalPaceIsNotFollowed() {
        uplink.onCheckin = request -> new Reply.Answer<>(new CheckinResponse(0, 0, 0, null, null));
        assertThat(loop.once()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));

        uplink.onCheckin = request -> new Reply.Answer<>(new CheckinResponse(Integer.MAX_VALUE, 0, 0, null, null));
        assertThat(loop.once()).isLessThan(Duration.ofSeconds(331));
    }

    @Test
    void wakingBringsTheNextCheckinForwardAndManyWakesAreOne() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        uplink.onCheckin = request -> {
            awaitQuietly(goOn);
            return takeAll(request);
        };
        loop.start();
        for (int i = 0; i < 50; i++) {
            loop.wake();
        }
        goOn.countDown();

        await().atMost(Duration.ofSeconds(5)).until(() -> sent.size() == 2);
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(2)).until(() -> sent.size() <= 2);
        loop.close();
    }

    @Test
    void inALargeFleetNewsWaitForARandomTimeAndNeverLongerThanTheRegularCheckin() {
        uplink.onCheckin = request -> new Reply.Answer<>(new CheckinResponse(20, 5000, 0, "x", clock.instant()));
        loop.once();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            clock.advance(Duration.ofMillis(300));
            Instant woken = clock.instant();
            loop.once();
            waits.add(Duration.between(woken, clock.instant()));
        }

        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) <= 0);
        assertThat(waits)
                .as("behind a quiet time of 1.5 s")
                .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(2)) < 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(4)) > 0);

        Duration pause = loop.once();
        clock.advance(pause.minusMillis(10));
        Instant almostDue = clock.instant();
        loop.once();
        assertThat(Duration.between(almostDue, clock.instant())).isLessThanOrEqualTo(Duration.ofMillis(10));
        clock.advance(loop.once());
        Instant due = clock.instant();
        loop.once();
        assertThat(clock.instant()).as("what is due anyway does not wait").isEqualTo(due);
    }

    @Test
    void whateverAControllerSaysNewsWaitForHalfAMinuteAtMost() {
        spread.says(Integer.MAX_VALUE);
        assertThat(spread.pause(1)).isEqualTo(Duration.ofSeconds(30));
        spread.says(10_000);
        assertThat(spread.pause(0)).as("others are told first").isEqualTo(Duration.ofSeconds(3));
        spread.says(-1);
        assertThat(spread.pause(1)).isZero();
    }

    private CheckinLoop loop() {
        return new CheckinLoop(
                uplink,
                new CheckinLoop.Parts("instance", Observed::host, () -> metrics.get(), answers::add),
                outbox,
                contact,
                PollSchedule.DEFAULT,
                spread,
                10,
                clock,
                clock,
                Bell.real(),
                new Random(7));
    }

    private Reply<CheckinResponse> takeAll(CheckinRequest request) {
        sent.add(request);
        List<Long> seqs = seqs(request);
        long ack = seqs.isEmpty() ? 0 : seqs.get(seqs.size() - 1);
        return new Reply.Answer<>(new CheckinResponse(20, 0, ack, "x", clock.instant()));
    }

    private Reply<CheckinResponse> poisoned(CheckinRequest request) {
        sent.add(request);
        return ScriptedUplink.refused(400, "bad_request");
    }

    private void events(int count) {
        LongStream.rangeClosed(1, count)
                .forEach(i -> outbox.append(EventKind.PROCESS_STARTED, null, null, "event " + i, null, null, null));
    }

    private static List<Long> seqs(CheckinRequest request) {
        return request.events().stream().map(AgentEvent::seq).toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
