package io.globohub.agent.exec;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The live processes of one session, as the kernel's process table has them: unlike the tree of parents and children it
 * still names a process whose parent has died.
 */
final class SessionMembers {
    private static final int SESSION_AFTER_NAME = 3;
    private static final int STATE_AFTER_NAME = 0;

    private SessionMembers() {}

    /** Process ids in the session that {@code leader} began; zombies are not counted. */
    static List<Long> of(long leader) {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                OptionalLong session = sessionOf(process);
                if (session.isPresent() && session.getAsLong() == leader) {
                    members.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return members;
    }

    private static OptionalLong sessionOf(Path process) {
        try {
            return session(Files.readString(process.resolve("stat")));
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /** Reads proc(5)'s stat line, whose second field, the name, may hold spaces and parentheses. */
    static OptionalLong session(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length <= SESSION_AFTER_NAME || fields[STATE_AFTER_NAME].equals("Z")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(fields[SESSION_AFTER_NAME]));
    }
}
