package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.protocol.NewsSpread;
import io.globohub.common.state.DesiredState;
import io.globohub.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollLoopTest {
    @TempDir
    Path directory;

    private final TestClock clock = TestClock.start();
    private final ScriptedUplink uplink = new ScriptedUplink();
    private final List<DesiredState> heard = new CopyOnWriteArrayList<>();
    private final Contact contact = new Contact("long poll", clock);
    private final List<List<LogRequest>> asked = new ArrayList<>();
    private DesiredListener listener = heard::add;
    private final NewsSpread spread = new NewsSpread();
    private DesiredStore store;
    private PollLoop loop;

    @BeforeEach
    void make() {
        store = new DesiredStore(
                directory.resolve("desired.json"), Observed.HOST, new DurableFiles(CrashPoint.NONE), clock);
        loop = new PollLoop(
                uplink,
                store,
                state -> listener.desired(state),
                asked::add,
                contact,
                PollSchedule.DEFAULT,
                spread,
                clock,
                Bell.real(),
                new Random(7));
    }

    @Test
    void afterNewsALargeFleetComesBackSpread() {
        spread.says(5000);
        uplink.onDesired = (etag, wait) -> answer(1);

        assertThat(loop.once()).isBetween(Duration.ofMillis(100), Duration.ofMillis(5250));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 2; i < 30; i++) {
            int generation = i;
            uplink.onDesired = (etag, wait) -> answer(generation);
            pauses.add(loop.once());
        }
        assertThat(pauses).anyMatch(pause -> pause.compareTo(Duration.ofSeconds(3)) > 0);
    }

    @Test
    void eachNewStateIsStoredThenHeardAndTheNextPollNamesIt() {
        List<String> tags = new ArrayList<>();
        uplink.onDesired = (etag, wait) -> {
            tags.add(etag);
            assertThat(wait).isEqualTo(55);
            return answer(tags.size());
        };

        assertThat(loop.once()).isLessThanOrEqualTo(Duration.ofMillis(250));
        loop.once();

        assertThat(tags).containsExactly(null, "\"1\"");
        assertThat(heard).containsExactly(Observed.desired(1), Observed.desired(2));
        assertThat(contact.status().state()).isEqualTo(Contact.State.ANSWERED);
    }

    @Test
    void aPollThatWaitedIsFollowedByTheNextAtOnceButOneThatDidNotIsNot() {
        uplink.onDesired = (etag, wait) -> {
            clock.advance(Duration.ofSeconds(55));
            return new Reply.NotModified<>();
        };
        assertThat(loop.once()).isLessThanOrEqualTo(Duration.ofMillis(250));

        uplink.onDesired = (etag, wait) -> new Reply.NotModified<>();
        assertThat(loop.once()).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void whileNoControllerAnswersPausesGrowAndNothingIsHeard() {
        uplink.onDesired = (etag, wait) -> new Reply.Unreachable<>("away");
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 100; i++) {
            Duration pause = loop.once();
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }

        assertThat(longest).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(heard).isEmpty();
        assertThat(contact.status().state()).isEqualTo(Contact.State.UNREACHABLE);
        assertThat(contact.status().since()).isEqualTo(clock.instant());
    }

    @Test
    void aReplayedGenerationIsNotHeardAndIsSaid() {
        uplink.onDesired = (etag, wait) -> answer(5);
        loop.once();
        uplink.onDesired = (etag, wait) -> answer(4);

        assertThat(loop.once()).isGreaterThan(Duration.ofSeconds(40));

        assertThat(heard).containsExactly(Observed.desired(5));
        assertThat(contact.status().detail()).contains("generation 4, older than 5");
    }

    @Test
    void aStateTheListenerFailedOnIsHandedToItAgain() {
        listener = state -> {
            throw new IllegalStateException("not now");
        };
        uplink.onDesired = (etag, wait) -> answer(1);
        assertThatThrownBy(loop::once).hasMessage("not now");

        listener = heard::add;
        uplink.onDesired = (etag, wait) -> new Reply.NotModified<>();
        loop.once();

        assertThat(heard).containsExactly(Observed.desired(1));
    }

    @Test
    void aFailingRoundDoesNotEndTheThreadAndAHintCutsThePause() {
        List<String> asked = new CopyOnWriteArrayList<>();
        uplink.onDesired = (etag, wait) -> {
            asked.add("poll");
            throw new IllegalStateException("a fault of our own");
        };
        loop.start();
        await().atMost(Duration.ofSeconds(5)).until(() -> asked.size() == 1);
        uplink.onDesired = (etag, wait) -> answer(1);

        loop.hint("1");

        await().atMost(Duration.ofSeconds(5)).until(() -> heard.contains(Observed.desired(1)));
        uplink.close();
        loop.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().equals("poll"));
    }

    @Test
    void aLogThatIsWaitedForIsHeardAtOnceAndChangesNothingElse() {
        uplink.onDesired = (etag, wait) -> answer(5);
        loop.once();
        LogRequest wanted = new LogRequest("log_1", new AppName("desafio"), LogSource.ERROR, 10, true, 0, null);
        DesiredState again = new DesiredState(Observed.HOST, 5, Observed.AT.plusSeconds(60), null, List.of());
        uplink.onDesired = (etag, wait) -> new Reply.Answer<>(new TaggedState(again, List.of(wanted), "\"5.l1\""));

        assertThat(loop.once()).isLessThan(Duration.ofSeconds(1));

        assertThat(asked).last().isEqualTo(List.of(wanted));
        assertThat(heard).containsExactly(Observed.desired(5));
        assertThat(store.etag()).isEqualTo("\"5.l1\"");
    }

    private static Reply<TaggedState> answer(long generation) {
        return new Reply.Answer<>(new TaggedState(Observed.desired(generation), "\"" + generation + "\""));
    }
}
