package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends the outbox at every durable act of a long scenario, opens it again, and looks at what was promised. */
class OutboxCrashTest {
    private static final Thinning.Limits SMALL = new Thinning.Limits(14, 1 << 20, 4);
    private static final long PLENTY = 1 << 20;

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();

    private static final class Killed extends RuntimeException {
        Killed(String point) {
            super(point, null, false, false);
        }
    }

    /** What the outside world knows: the numbers append returned and the ones the ledger took. */
    private static final class World {
        final Set<Long> returned = new TreeSet<>();
        final Set<Long> ledger = new TreeSet<>();
        int outcomesReturned;
        int outcomesInLedger;
    }

    @Test
    void killedAtAnyDurableActNothingReturnedIsLostAndNoNumberIsGivenTwice() throws IOException {
        int points = countPoints();
        assertThat(points).isGreaterThan(60);
        for (int point = 0; point < points; point++) {
            World world = new World();
            Path place = directory.resolve("killed-at-" + point);
            int killAt = point;
            int[] reached = {0};
            try {
                scenario(
                        place,
                        name -> {
                            if (reached[0]++ == killAt) {
                                throw new Killed(name);
                            }
                        },
                        world);
            } catch (Killed killed) {
                afterwards(place, world);
            }
        }
    }

    private int countPoints() throws IOException {
        int[] reached = {0};
        scenario(directory.resolve("dry"), name -> reached[0]++, new World());
        return reached[0];
    }

    private void scenario(Path place, CrashPoint crashPoint, World world) throws IOException {
        Outbox outbox = Outbox.open(place, new DurableFiles(crashPoint), clock, SMALL);
        for (int i = 0; i < 18; i++) {
            append(outbox, world, i % 4 == 0 ? EventKind.DEPLOYMENT_FAILED : EventKind.PROCESS_EXITED);
        }
        deliver(outbox, world, 7);
        append(outbox, world, EventKind.PROCESS_STARTED);
        deliver(outbox, world, 100);
    }

    private void afterwards(Path place, World world) throws IOException {
        Outbox reopened = Outbox.open(place, new DurableFiles(CrashPoint.NONE), clock, SMALL);
        long highest = world.ledger.stream().mapToLong(seq -> seq).max().orElse(0);
        append(reopened, world, EventKind.DEPLOYMENT_SUCCEEDED);
        assertThat(reopened.pending()).isLessThanOrEqualTo(SMALL.events() + 2);
        while (reopened.pending() > 0) {
            deliver(reopened, world, 100);
        }
        assertThat(world.outcomesInLedger)
                .as("every outcome that append returned is delivered")
                .isGreaterThanOrEqualTo(world.outcomesReturned);
        assertThat(world.ledger).anyMatch(seq -> seq > highest);
    }

    private static void append(Outbox outbox, World world, EventKind kind) {
        AgentEvent event = outbox.append(kind, null, null, "m", null, null, null);
        assertThat(world.returned.add(event.seq()))
                .as("number %s is new", event.seq())
                .isTrue();
        assertThat(world.ledger)
                .as("the ledger does not take it for an old one")
                .doesNotContain(event.seq());
        if (Weight.of(kind) == Weight.OUTCOME) {
            world.outcomesReturned++;
        }
    }

    private static void deliver(Outbox outbox, World world, int most) {
        List<AgentEvent> events = new ArrayList<>(outbox.peek(most, PLENTY));
        assertThat(events).extracting(AgentEvent::seq).isSorted();
        for (AgentEvent event : events) {
            // the ledger knows an event by its number and takes it once
            if (world.ledger.add(event.seq()) && Weight.of(event.kind()) == Weight.OUTCOME) {
                world.outcomesInLedger++;
            }
        }
        if (!events.isEmpty()) {
            outbox.ack(events.get(events.size() - 1).seq());
        }
    }
}
