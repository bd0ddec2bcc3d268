package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.EventView;
import io.globohub.common.state.Reason;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.PastFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the ledger of every store promises. */
abstract class LedgerContract extends EmptyStore {
    private static final AppName DESAFIO = new AppName("desafio");

    private static NewEvent event(String message) {
        return NewEvent.of(EventKind.PACK_PUSHED, "ops", message).ofApp(DESAFIO, null);
    }

    @Test
    void theLedgerIsGapFreeAndChainedAlsoUnderManyWriters() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Future<EventView>> written = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String message = "event " + i;
            written.add(writers.submit(() -> records.<EventView>write(
                    session -> session.ledger().append(event(message).withBody(Map.of("ratio", 0.1))))));
        }
        for (Future<EventView> future : written) {
            future.get();
        }
        writers.shutdown();
        List<EventView> all = records.read(session -> session.ledger().page(EventFilter.after(0, 1000)));

        assertThat(all).hasSize(200);
        assertThat(all.get(199).seq()).isEqualTo(200);
        assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        assertThat(records.<Long>read(session -> session.ledger().lastSeq())).isEqualTo(200);
    }

    @Test
    void workThatFailsLeavesNothingBehindAndDoesNotDisturbOthers() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Future<?>> written = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            written.add(writers.submit(() -> records.write(session -> {
                session.ledger().append(event("event " + number));
                if (number % 2 == 1) {
                    throw new IllegalArgumentException("on purpose");
                }
                return null;
            })));
        }
        int failed = 0;
        for (Future<?> future : written) {
            try {
                future.get();
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasRootCauseMessage("on purpose");
                failed++;
            }
        }
        writers.shutdown();
        List<EventView> all = records.read(session -> session.ledger().page(EventFilter.after(0, 1000)));
        assertThat(failed).isEqualTo(20);
        assertThat(all).hasSize(20);
        assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
    }

    @Test
    void whatOthersWriteInTheSameTransactionSurvivesWorkThatReadsTheLedgerAndFails() {
        CountDownLatch together = new CountDownLatch(1);
        var first = records.submit(session -> {
            awaitQuietly(together);
            return null;
        });
        var before = records.submit(session -> session.ledger().append(event("before")));
        var failing = records.submit(session -> {
            session.ledger().append(event("failing"));
            assertThat(session.ledger().lastSeq()).isEqualTo(2);
            session.ledger().append(event("failing again"));
            throw new IllegalArgumentException("on purpose");
        });
        var after = records.submit(session -> session.ledger().append(event("after")));
        together.countDown();
        first.join();

        assertThat(before.join().seq()).isEqualTo(1);
        assertThatThrownBy(failing::join).hasRootCauseMessage("on purpose");
        assertThat(after.join().seq()).isEqualTo(2);
        List<EventView> all = records.read(session -> session.ledger().page(EventFilter.after(0, 10)));
        assertThat(all).extracting(EventView::message).containsExactly("before", "after");
        assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        assertThat(records.<Long>read(session -> session.ledger().lastSeq())).isEqualTo(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneCommitMayHoldAnEntryForEachOfThousandsOfHosts() {
        records.write(session -> {
            for (int i = 0; i < 2500; i++) {
                session.ledger().append(ofHost(EventKind.HOST_ENROLLED, "h" + i));
            }
            return null;
        });
        List<EventView> all = records.read(session -> session.ledger().page(EventFilter.after(0, 3000)));
        assertThat(all).hasSize(2500);
        assertThat(HashChain.firstBroken(HashChain.START, 0, all)).isEmpty();
        assertThat(records.<List<PastFact>>read(session -> session.past().at(NOW)))
                .as("the host and its labels")
                .hasSize(5000);
    }

    @Test
    void whatIsSaidInOneCommitMakesThePastThatOneCommitEachMakes() {
        List<EventKind> life = List.of(
                EventKind.HOST_ENROLLED,
                EventKind.HOST_LOST,
                EventKind.HOST_RETURNED,
                EventKind.HOST_LOST,
                EventKind.HOST_RETIRED,
                EventKind.HOST_RETURNED,
                EventKind.HOST_ENROLLED);
        for (int length = 1; length <= life.size(); length++) {
            List<EventKind> kinds = life.subList(0, length);
            String one = "one" + length;
            String each = "each" + length;
            records.write(session -> {
                kinds.forEach(kind -> session.ledger().append(ofHost(kind, one)));
                return null;
            });
            kinds.forEach(kind -> records.write(session -> session.ledger().append(ofHost(kind, each))));
            assertThat(facets(one)).as("%s", kinds).isEqualTo(facets(each));
        }
    }

    private static NewEvent ofHost(EventKind kind, String host) {
        return NewEvent.of(kind, "controller", "something happened").onHost(host, "web");
    }

    private List<String> facets(String hostId) {
        return records.<List<PastFact>>read(session -> session.past().at(NOW)).stream()
                .filter(fact -> fact.hostId().equals(hostId))
                .map(fact -> fact.facet() + " " + fact.body())
                .toList();
    }

    @Test
    void theLedgerIsFilteredByEveryField() {
        records.write(session -> {
            session.ledger().append(event("one"));
            session.ledger()
                    .append(NewEvent.of(EventKind.HOST_LOST, "controller", "two")
                            .onHost("h1", "web1")
                            .inRollout("ro_1")
                            .because(Reason.AGENT_STALE));
            return null;
        });
        clock.advance(java.time.Duration.ofMinutes(1));
        records.write(session -> session.ledger().append(event("three")));

        assertThat(messages(new EventFilter(0, 10, false, "host_lost", null, null, null, null, null)))
                .containsExactly("two");
        assertThat(messages(new EventFilter(0, 10, false, null, "web1", null, null, null, null)))
                .containsExactly("two");
        assertThat(messages(new EventFilter(0, 10, false, null, "h1", null, null, null, null)))
                .containsExactly("two");
        assertThat(messages(new EventFilter(0, 10, false, null, null, "desafio", null, null, null)))
                .containsExactly("one", "three");
        assertThat(messages(new EventFilter(0, 10, false, null, null, null, "ro_1", null, null)))
                .containsExactly("two");
        assertThat(messages(new EventFilter(0, 10, false, null, null, null, null, "ops", null)))
                .containsExactly("one", "three");
        assertThat(messages(new EventFilter(0, 10, false, null, null, null, null, null, NOW.plusSeconds(30))))
                .containsExactly("three");
        assertThat(messages(new EventFilter(1, 1, false, null, null, null, null, null, null)))
                .containsExactly("two");
        assertThat(messages(new EventFilter(0, 2, true, null, null, null, null, null, null)))
                .containsExactly("two", "three");
    }

    private List<String> messages(EventFilter filter) {
        return records.read(session -> session.ledger().page(filter)).stream()
                .map(EventView::message)
                .toList();
    }

    @Test
    void aReaderCannotWrite() {
        assertThatThrownBy(() -> records.read(session -> session.ledger().append(event("no"))))
                .isInstanceOf(RuntimeException.class);
        assertThat(records.<Long>read(session -> session.ledger().lastSeq())).isZero();
    }
}
