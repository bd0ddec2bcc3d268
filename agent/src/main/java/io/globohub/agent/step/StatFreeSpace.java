package io.globohub.agent.step;

import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * From stat(1): Java does not tell inodes, and tells bytes only of what the table of mounts lists, which in a chroot or
 * a small container may lack the very root.
 */
public final class StatFreeSpace implements FreeSpace {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final CommandRunner commands;

    public StatFreeSpace(CommandRunner commands) {
        this.commands = commands;
    }

    @Override
    public Room on(Path path) throws IOException, InterruptedException {
        CommandResult answer = commands.run(new Command(
                List.of("stat", "--file-system", "--format=%a %S %c %d", path.toString()),
                Path.of("/"),
                Map.of(),
                DEADLINE));
        if (!answer.succeeded() || !answer.lastLine().matches("\\d+ \\d+ \\d+ \\d+")) {
            throw new IOException("stat cannot tell the free space of " + path + ": " + answer.lastLine());
        }
        String[] told = answer.lastLine().split(" ");
        long bytes = Long.parseLong(told[0]) * Long.parseLong(told[1]);
        // btrfs and others make inodes as they need them, and announce none
        long inodes = told[2].equals("0") ? Long.MAX_VALUE : Long.parseLong(told[3]);
        return new Room(bytes, inodes);
    }
}
