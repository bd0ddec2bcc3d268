package io.globohub.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process writes events as fast as it can and says each number once it is returned; it is killed for real. */
class OutboxKillTest {
    private static final int KILLS = 4;

    @TempDir
    Path directory;

    /** The process that is killed. */
    static final class Writer {
        public static void main(String[] arguments) throws IOException {
            Outbox outbox = Outbox.open(Path.of(arguments[0]), new DurableFiles(CrashPoint.NONE), Clock.systemUTC());
            while (true) {
                AgentEvent event = outbox.append(EventKind.PROCESS_STARTED, null, null, "event", null, null, null);
                System.out.println(event.seq());
            }
        }
    }

    @Test
    void whateverAppendReturnedBeforeAKillIsThereAfterIt() throws Exception {
        Random random = new Random(7);
        long last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            last = writeUntilKilled(last + 20 + random.nextInt(100));

            Outbox reopened = Outbox.open(directory, new DurableFiles(CrashPoint.NONE), Clock.systemUTC());
            List<Long> there = reopened.peek(10_000, Long.MAX_VALUE).stream()
                    .map(AgentEvent::seq)
                    .toList();
            assertThat(there)
                    .startsWith(LongStream.rangeClosed(1, last).boxed().toArray(Long[]::new))
                    .isSorted()
                    .doesNotHaveDuplicates();
            last = there.get(there.size() - 1);
        }
    }

    /** Kills the writer once it said {@code enough}; returns the last number it said. */
    private long writeUntilKilled(long enough) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long last = 0;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = said.readLine()) != null) {
                if (line.matches("\\d+")) {
                    last = Long.parseLong(line);
                }
                if (last >= enough) {
                    // not through Process, which would throw away what was said but not read yet
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return last;
    }
}
