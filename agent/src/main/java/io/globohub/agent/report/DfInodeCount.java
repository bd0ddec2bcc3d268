package io.globohub.agent.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;

/** Asks {@code df}, which is killed when it hangs (on a network filesystem whose server is away). */
public final class DfInodeCount implements InodeCount {
    private final List<String> command;
    private final Duration limit;

    public DfInodeCount(Duration limit) {
        this(List.of("df", "--output=itotal,iavail"), limit);
    }

    DfInodeCount(List<String> command, Duration limit) {
        this.command = List.copyOf(command);
        this.limit = limit;
    }

    @Override
    public Inodes of(Path mount) {
        try {
            List<String> asked = new ArrayList<>(command);
            asked.add(mount.toString());
            return parse(new ProcessExecutor(asked)
                    .environment("LC_ALL", "C")
                    .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .destroyOnExit()
                    .readOutput(true)
                    .execute()
                    .outputUTF8());
        } catch (IOException | TimeoutException e) {
            return Inodes.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Inodes.UNKNOWN;
        }
    }

    /** Reads what {@code df --output=itotal,iavail} prints: a heading, then two numbers, or dashes. */
    static Inodes parse(String output) {
        List<String> lines = output.lines().toList();
        if (lines.size() < 2) {
            return Inodes.UNKNOWN;
        }
        long[] numbers = ProcText.numbers(lines.get(1));
        return numbers.length < 2 || numbers[0] == 0 ? Inodes.UNKNOWN : new Inodes(numbers[0], numbers[1]);
    }
}
