package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private static final long PLENTY = 1 << 20;

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();

    @Test
    void eventsAreNumberedFromOneAndKeptInOrderAcrossRestarts() throws IOException {
        Outbox outbox = open();
        add(outbox, "a");
        add(outbox, "b");
        Outbox restarted = open();
        add(restarted, "c");

        assertThat(restarted.peek(10, PLENTY)).extracting(AgentEvent::message).containsExactly("a", "b", "c");
        assertThat(seqs(restarted)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatIsAcknowledgedIsGoneForGoodAndTheNumbersGoOn() throws IOException {
        Outbox outbox = open();
        addMany(outbox, 250);
        outbox.ack(249);

        Outbox restarted = open();
        assertThat(seqs(restarted)).containsExactly(250L);
        restarted.ack(250);
        assertThat(open().peek(10, PLENTY)).isEmpty();
        assertThat(add(open(), "next").seq()).isEqualTo(251);
        assertThat(files()).as("delivered segments are deleted").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void anAcknowledgementNeverGoesBack() throws IOException {
        Outbox outbox = open();
        addMany(outbox, 5);
        outbox.ack(4);
        outbox.ack(2);
        outbox.ack(-1);

        assertThat(seqs(outbox)).containsExactly(5L);
    }

    @Test
    void noMoreIsGivenOutThanAskedForButAlwaysOne() throws IOException {
        Outbox outbox = open();
        addMany(outbox, 10);

        assertThat(outbox.peek(3, PLENTY)).hasSize(3);
        assertThat(outbox.peek(10, 1)).hasSize(1);
        assertThat(outbox.peek(0, PLENTY)).isEmpty();
    }

    @Test
    void aTornLastLineIsIgnoredWhereverItWasCut() throws IOException {
        Outbox outbox = open();
        add(outbox, "kept");
        Path segment = files().get(0);
        byte[] whole = Files.readAllBytes(segment);
        add(outbox, "torn");
        byte[] both = Files.readAllBytes(segment);

        for (int length = whole.length; length < both.length; length++) {
            wipe();
            Files.write(segment, Arrays.copyOf(both, length));
            Outbox reopened = open();
            assertThat(reopened.peek(10, PLENTY))
                    .extracting(AgentEvent::message)
                    .containsExactly("kept");
            assertThat(add(reopened, "after").seq()).isEqualTo(2);
            assertThat(open().peek(10, PLENTY)).extracting(AgentEvent::message).containsExactly("kept", "after");
        }
    }

    @Test
    void aTornFirstLineIsNotBuiltUpon() throws IOException {
        Files.writeString(directory.resolve("00000000000000000001.jsonl"), "{\"seq\":1,\"at");

        Outbox outbox = open();
        add(outbox, "first");

        assertThat(open().peek(10, PLENTY)).extracting(AgentEvent::message).containsExactly("first");
    }

    @Test
    void aDamagedSegmentIsKeptAsideItsReadableEventsStayAndNumbersGrowOn() throws IOException {
        Outbox outbox = open();
        addMany(outbox, 3);
        Path segment = files().get(0);
        List<String> lines = new ArrayList<>(Files.readAllLines(segment));
        lines.set(1, "#".repeat(20));
        Files.writeString(segment, String.join("\n", lines) + "\n");

        Outbox reopened = open();

        List<AgentEvent> waiting = reopened.peek(10, PLENTY);
        assertThat(waiting)
                .extracting(AgentEvent::kind)
                .containsExactly(
                        EventKind.PROCESS_STARTED,
                        EventKind.PROCESS_STARTED,
                        EventKind.STATE_QUARANTINED,
                        EventKind.EVENTS_DROPPED);
        assertThat(waiting).extracting(AgentEvent::seq).isSorted().doesNotHaveDuplicates();
        assertThat(waiting.get(2).seq()).isGreaterThan(3);
        assertThat(directory).isDirectoryContaining("glob:**.corrupt-*");
    }

    @Test
    void evenIfEveryContentIsLostNoNumberIsGivenTwice() throws IOException {
        Outbox outbox = open();
        addMany(outbox, 120);
        outbox.ack(110);
        for (Path file : files()) {
            Files.writeString(file, "\u0000\u0000\n");
        }

        Outbox reopened = open();

        assertThat(add(reopened, "after").seq()).isGreaterThan(120);
        assertThat(seqs(reopened)).isSorted().doesNotHaveDuplicates().allMatch(seq -> seq > 120);
    }

    @Test
    void anUnreadableAcknowledgementMeansSendingAgainNotLosing() throws IOException {
        Outbox outbox = open();
        addMany(outbox, 5);
        outbox.ack(3);
        Files.writeString(directory.resolve("acknowledged.json"), "{");

        assertThat(seqs(open())).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aHostWhoseStateWasLostGoesOnAboveWhatTheLedgerHas() throws IOException {
        Outbox outbox = open();
        addMany(outbox, 3);

        outbox.ack(1_000);

        assertThat(seqs(outbox)).containsExactly(1_001L, 1_002L, 1_003L);
        assertThat(seqs(open())).containsExactly(1_001L, 1_002L, 1_003L);
        assertThat(add(outbox, "next").seq()).isEqualTo(1_004);
        outbox.ack(Long.MAX_VALUE);
        assertThat(outbox.pending()).isEqualTo(4);
    }

    @Test
    void whenThereAreTooManyRoutineGoesFirstAndOneNoticeSaysSo() throws IOException {
        Thinning.Limits limits = new Thinning.Limits(80, PLENTY, 20);
        Outbox outbox = Outbox.open(directory, new DurableFiles(CrashPoint.NONE), clock, limits);
        for (int i = 0; i < 400; i++) {
            EventKind kind = i % 10 == 0 ? EventKind.DEPLOYMENT_FAILED : EventKind.LIVENESS_FAILED;
            outbox.append(kind, null, null, "event", null, null, null);
        }

        List<AgentEvent> waiting = drain(outbox);
        assertThat(waiting).hasSizeLessThanOrEqualTo(81);
        assertThat(waiting)
                .filteredOn(event -> event.kind() == EventKind.DEPLOYMENT_FAILED)
                .hasSize(40);
        List<AgentEvent> notices = waiting.stream()
                .filter(event -> event.kind() == EventKind.EVENTS_DROPPED)
                .toList();
        assertThat(notices).hasSize(1);
        long lastBefore = notices.get(0).seq() - 1;
        long keptBefore =
                waiting.stream().filter(event -> event.seq() <= lastBefore).count();
        assertThat(notices.get(0).message()).startsWith((lastBefore - keptBefore) + " of the events from 1 to ");
        assertThat(waiting).extracting(AgentEvent::seq).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void evenOutcomesAreBounded() throws IOException {
        Thinning.Limits limits = new Thinning.Limits(50, PLENTY, 10);
        Outbox outbox = Outbox.open(directory, new DurableFiles(CrashPoint.NONE), clock, limits);
        for (int i = 1; i <= 150; i++) {
            outbox.append(EventKind.DEPLOYMENT_FAILED, null, null, "event " + i, null, null, null);
        }

        assertThat(outbox.pending()).isLessThanOrEqualTo(51);
        assertThat(files()).hasSizeLessThanOrEqualTo(50);
        assertThat(drain(outbox)).extracting(AgentEvent::message).contains("event 150");
    }

    @Test
    void bytesAreBoundedToo() throws IOException {
        Thinning.Limits limits = new Thinning.Limits(10_000, 20_000, 10);
        Outbox outbox = Outbox.open(directory, new DurableFiles(CrashPoint.NONE), clock, limits);
        for (int i = 0; i < 100; i++) {
            outbox.append(EventKind.PROCESS_EXITED, null, null, "x".repeat(500), null, null, null);
        }

        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isLessThan(22_000);
    }

    @Test
    void whileTheDiskTakesNothingEventsWaitAndAreDeliveredOnceItDoes() throws IOException {
        Outbox outbox = open();
        add(outbox, "before");
        Path elsewhere = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, elsewhere);
        Files.writeString(directory, "in the way");

        add(outbox, "during 1");
        add(outbox, "during 2");
        assertThat(outbox.pending()).isEqualTo(3);
        assertThat(outbox.peek(10, PLENTY))
                .as("nothing is sent that is not on disk")
                .isEmpty();

        Files.delete(directory);
        Files.move(elsewhere, directory);
        assertThat(outbox.peek(10, PLENTY))
                .extracting(AgentEvent::message)
                .containsExactly("before", "during 1", "during 2");
        assertThat(seqs(open())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aHalfLineInTheMiddleOfAFileIsDamageNotATornEnd() throws IOException {
        Outbox outbox = open();
        add(outbox, "a");
        Files.write(files().get(0), "{\"seq\":2,\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

        assertThat(open().peek(10, PLENTY))
                .extracting(AgentEvent::kind)
                .contains(EventKind.PROCESS_STARTED, EventKind.STATE_QUARANTINED);
    }

    private Outbox open() throws IOException {
        return Outbox.open(directory, new DurableFiles(CrashPoint.NONE), clock);
    }

    private static AgentEvent add(Outbox outbox, String message) {
        return outbox.append(EventKind.PROCESS_STARTED, null, null, message, null, null, null);
    }

    private static void addMany(Outbox outbox, int count) {
        for (int i = 0; i < count; i++) {
            add(outbox, "event");
        }
    }

    private static List<Long> seqs(Outbox outbox) {
        return outbox.peek(1_000, PLENTY).stream().map(AgentEvent::seq).toList();
    }

    private static List<AgentEvent> drain(Outbox outbox) {
        List<AgentEvent> all = new ArrayList<>();
        while (outbox.pending() > 0) {
            List<AgentEvent> some = outbox.peek(100, PLENTY);
            all.addAll(some);
            outbox.ack(some.get(some.size() - 1).seq());
        }
        return all;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private void wipe() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }
}
