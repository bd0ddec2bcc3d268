package io.globohub.agent.step;

import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** From the file system itself, and its inodes from stat(1), since Java does not tell them. */
public final class StatFreeSpace implements FreeSpace {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final CommandRunner commands;

    public StatFreeSpace(CommandRunner commands) {
        this.commands = commands;
    }

    @Override
    public Room on(Path path) throws IOException, InterruptedException {
        return new Room(Files.getFileStore(path).getUsableSpace(), inodesOn(path));
    }

    private long inodesOn(Path path) throws IOException, InterruptedException {
        CommandResult answer = commands.run(new Command(
                List.of("stat", "--file-system", "--format=%c %d", path.toString()), Path.of("/"), Map.of(), DEADLINE));
        if (!answer.succeeded() || !answer.lastLine().matches("\\d+ \\d+")) {
            throw new IOException("stat cannot tell the inodes of " + path + ": " + answer.lastLine());
        }
        String[] totalAndFree = answer.lastLine().split(" ");
        // btrfs and others make inodes as they need them, and announce none
        return totalAndFree[0].equals("0") ? Long.MAX_VALUE : Long.parseLong(totalAndFree[1]);
    }
}
