package io.globohub.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.uplink.Reply;
import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.state.Reason;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRequestsTest {
    private static final AppName DESAFIO = new AppName("desafio");

    @TempDir
    Path directory;

    private final List<LogChunk> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger unreachable = new AtomicInteger();
    private volatile boolean wanted = true;
    private LogRequests requests;

    @BeforeEach
    void make() throws IOException {
        Files.writeString(directory.resolve("error.log"), "one\ntwo password=hunter2\n");
        Files.writeString(directory.resolve("boot.log"), "booting\n");
        Sleeper quick = pause -> Sleeper.real().sleep(pause.dividedBy(50));
        requests = new LogRequests(
                (app, source) -> directory.resolve(source == LogSource.BOOT ? "boot.log" : "error.log"),
                Redaction.usualAnd(List.of()),
                this::take,
                quick);
    }

    @AfterEach
    void close() {
        requests.close();
    }

    private Reply<LogReceipt> take(String id, LogChunk chunk) {
        if (unreachable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return new Reply.Unreachable<>("away");
        }
        sent.add(chunk);
        return new Reply.Answer<>(new LogReceipt(chunk.seq(), wanted && !chunk.last()));
    }

    private static LogRequest request(LogSource source, boolean follow) {
        return new LogRequest("log_" + source + follow, DESAFIO, source, 10, follow, 0, null);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("error.log"), text, StandardOpenOption.APPEND);
    }

    private List<String> lines() {
        return sent.stream().flatMap(chunk -> chunk.lines().stream()).toList();
    }

    @Test
    void aLogIsSentOnceWithoutItsSecrets() {
        requests.requested(List.of(request(LogSource.ERROR, false)));
        await().until(() -> sent.size() == 1);
        requests.requested(List.of(request(LogSource.ERROR, false)));

        assertThat(sent.get(0).lines()).containsExactly("one", "two password=[redacted]");
        assertThat(sent.get(0).last()).isTrue();
        requests.requested(List.of(request(LogSource.ERROR, false), request(LogSource.BOOT, false)));
        await().until(() -> sent.size() == 2);
        assertThat(sent.get(1).lines()).containsExactly("booting");
    }

    @Test
    void aLogThatIsFollowedGoesOnUntilTheRequestIsGone() throws IOException {
        requests.requested(List.of(request(LogSource.ERROR, true)));
        await().until(() -> sent.size() == 1);
        write("three\n");
        await().until(() -> lines().contains("three"));
        requests.requested(List.of());

        await().until(() -> Thread.getAllStackTraces().entrySet().stream()
                .noneMatch(thread -> thread.getKey().getName().equals("log") && conversing(thread.getValue())));
        assertThat(lines()).containsExactly("one", "two password=[redacted]", "three");
        assertThat(sent).extracting(LogChunk::seq).startsWith(1L, 2L);
    }

    private static boolean conversing(StackTraceElement[] stack) {
        return List.of(stack).stream().anyMatch(frame -> frame.getClassName().endsWith("Conversation"));
    }

    @Test
    void aFollowerThatHasNothingToSayFindsOutThatNobodyListens() {
        requests.requested(List.of(request(LogSource.ERROR, true)));
        await().until(() -> sent.size() == 1);
        wanted = false;

        await().until(() -> sent.size() == 2);
        assertThat(sent.get(1).lines()).isEmpty();
        assertThat(sent.get(1).seq()).isEqualTo(1);
    }

    @Test
    void aControllerThatIsAwayForAMomentGetsEveryLine() throws IOException {
        unreachable.set(3);
        requests.requested(List.of(request(LogSource.ERROR, true)));
        await().until(() -> sent.size() == 1);
        unreachable.set(5);
        write("three\n");
        write("four\n");

        await().until(() -> lines().contains("four"));
        assertThat(lines()).containsExactly("one", "two password=[redacted]", "three", "four");
    }

    @Test
    void anAgentThatWasRestartedGoesOnWhereTheOneBeforeWas() throws IOException {
        requests.requested(List.of(request(LogSource.ERROR, true)));
        await().until(() -> sent.size() == 1);
        LogChunk last = sent.get(0);
        requests.close();
        write("three\n");
        another();
        LogRequest again = new LogRequest("log_x", DESAFIO, LogSource.ERROR, 10, true, last.seq(), last.cursor());

        requests.requested(List.of(again));

        await().until(() -> lines().contains("three"));
        assertThat(lines()).containsExactly("one", "two password=[redacted]", "three");
        assertThat(sent).extracting(LogChunk::seq).contains(2L).doesNotHaveDuplicates();
    }

    private void another() {
        requests = new LogRequests(
                (app, source) -> directory.resolve("error.log"),
                Redaction.usualAnd(List.of()),
                this::take,
                pause -> Sleeper.real().sleep(pause.dividedBy(50)));
    }

    @Test
    void anAppWithoutALogIsSaidToHaveNone() throws IOException {
        Files.delete(directory.resolve("error.log"));
        requests.requested(List.of(request(LogSource.ERROR, true)));

        await().until(() -> sent.size() == 1);
        assertThat(sent.get(0).last()).isTrue();
        assertThat(sent.get(0).failure().reason()).isEqualTo(Reason.LOG_NOT_FOUND);
        assertThat(sent.get(0).failure().detail()).contains("error.log of desafio");
    }
}
