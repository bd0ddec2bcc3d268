package io.globohub.agent.report;

import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks {@code df}, which is killed when it hangs (on a network filesystem whose server is away). */
public final class DfInodeCount implements InodeCount {
    private final CommandRunner commands;
    private final List<String> command;
    private final Duration limit;

    public DfInodeCount(CommandRunner commands, Duration limit) {
        this(commands, List.of("df", "--output=itotal,iavail"), limit);
    }

    DfInodeCount(CommandRunner commands, List<String> command, Duration limit) {
        this.commands = commands;
        this.command = List.copyOf(command);
        this.limit = limit;
    }

    @Override
    public Inodes of(Path mount) {
        List<String> asked = new ArrayList<>(command);
        asked.add(mount.toString());
        try {
            CommandResult answer = commands.run(new Command(asked, Path.of("/"), Map.of("LC_ALL", "C"), limit));
            return answer.succeeded() ? parse(String.join("\n", answer.lastLines())) : Inodes.UNKNOWN;
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
