package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecorderTest {
    @TempDir
    Path directory;

    @Test
    void anEventIsInTheOutboxAndInTheHostsHistoryBeforeTheCheckinIsWoken() throws IOException {
        DurableFiles files = new DurableFiles(CrashPoint.NONE);
        Path historyFile = directory.resolve("history.jsonl");
        Outbox outbox = Outbox.open(directory.resolve("outbox"), files, TestClock.start());
        AtomicInteger woken = new AtomicInteger();
        EventRecorder recorder = new EventRecorder(outbox, new HostHistory(historyFile, files), () -> {
            assertThat(outbox.pending()).isPositive();
            woken.incrementAndGet();
        });

        recorder.host(EventKind.AGENT_STARTED, "the agent started");
        recorder.app(
                EventKind.PROCESS_EXITED,
                new AppName("desafio"),
                null,
                "exit code 3",
                new Failure(Reason.BOOT_FAILED, "a worker could not boot", List.of("ImportError: no module x")));

        List<AgentEvent> sent = outbox.peek(10, 1 << 20);
        assertThat(sent).hasSize(2).isEqualTo(HostHistory.read(historyFile, 10));
        assertThat(sent.get(1).failure().evidence()).containsExactly("ImportError: no module x");
        assertThat(woken).hasValue(2);
    }

    @Test
    void whatACrashLeftInTheOutboxAloneIsAddedToTheHistoryOnce() throws IOException {
        DurableFiles files = new DurableFiles(CrashPoint.NONE);
        Path historyFile = directory.resolve("history.jsonl");
        Path outboxDirectory = directory.resolve("outbox");
        Outbox before = Outbox.open(outboxDirectory, files, TestClock.start());
        new EventRecorder(before, new HostHistory(historyFile, files), () -> {})
                .host(EventKind.AGENT_STARTED, "the agent started");
        before.append(
                EventKind.DEPLOYMENT_SUCCEEDED, null, null, "told, and then the agent was killed", null, null, null);

        for (int start = 0; start < 2; start++) {
            Outbox outbox = Outbox.open(outboxDirectory, files, TestClock.start());
            EventRecorder recorder = new EventRecorder(outbox, new HostHistory(historyFile, files), () -> {});

            assertThat(HostHistory.read(historyFile, 10)).isEqualTo(outbox.peek(10, 1 << 20));
            recorder.host(EventKind.AGENT_STARTED, "the agent started again");
        }
    }
}
