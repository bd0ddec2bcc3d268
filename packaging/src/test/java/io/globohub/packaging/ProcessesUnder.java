package io.globohub.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds processes by the directory they belong to, so that a test can say that it left none. */
final class ProcessesUnder {
    private ProcessesUnder() {}

    /** Live processes whose working directory, program or arguments are under {@code root}. */
    static List<ProcessHandle> directory(Path root) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> belongs(process.pid(), root))
                .toList();
    }

    /** The gunicorn masters of an app: processes of its directory whose parent is none of them. */
    static List<ProcessHandle> mastersIn(Path root) {
        List<ProcessHandle> all = directory(root).stream()
                .filter(process -> commandLine(process.pid()).contains("gunicorn"))
                .toList();
        return all.stream()
                .filter(process ->
                        process.parent().map(parent -> !all.contains(parent)).orElse(true))
                .toList();
    }

    private static boolean belongs(long pid, Path root) {
        if (isZombie(pid)) {
            return false;
        }
        return linkIsUnder(pid, "cwd", root)
                || linkIsUnder(pid, "exe", root)
                || commandLine(pid).contains(root + "/");
    }

    private static boolean linkIsUnder(long pid, String link, Path root) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/" + link)).startsWith(root);
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isZombie(long pid) {
        String stat = read(pid, "stat");
        return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    }

    private static String commandLine(long pid) {
        return read(pid, "cmdline").replace('\0', ' ');
    }

    private static String read(long pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/" + file)), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }
}
