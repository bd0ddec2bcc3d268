package io.globohub.agent.port;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the kernel's tables of this host (proc(5)), or a copy of them in a test. Thread-safe. */
public final class SocketTable {
    private static final int MAX_COMMAND = 100;

    private final Path proc;

    public SocketTable(Path proc) {
        this.proc = proc;
    }

    public List<Listener> listeners() throws IOException {
        List<Listener> listeners = new ArrayList<>();
        for (String table : new String[] {"net/tcp", "net/tcp6"}) {
            Path file = proc.resolve(table);
            if (Files.isReadable(file)) {
                listeners.addAll(Listener.parse(Files.readAllLines(file)));
            }
        }
        return listeners;
    }

    /** Processes that have the socket open, as far as we may look into them. */
    public List<SocketHolder> holdersOf(long inode) throws IOException {
        List<SocketHolder> holders = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, "socket:[" + inode + "]")) {
                    holders.add(describe(process));
                }
            }
        }
        return holders;
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException goneOrForbidden) {
            return false;
        }
        return false;
    }

    private static SocketHolder describe(Path process) {
        return new SocketHolder(Long.parseLong(process.getFileName().toString()), commandOf(process), ownerOf(process));
    }

    private static String commandOf(Path process) {
        try {
            String[] arguments = Files.readString(process.resolve("cmdline")).split("\0");
            String command = arguments.length > 1 ? arguments[0] + " " + arguments[1] : arguments[0];
            return command.length() <= MAX_COMMAND ? command : command.substring(0, MAX_COMMAND) + "…";
        } catch (IOException gone) {
            return "gone meanwhile";
        }
    }

    private static String ownerOf(Path process) {
        try {
            return Files.getOwner(process).getName();
        } catch (IOException gone) {
            return "unknown";
        }
    }
}
