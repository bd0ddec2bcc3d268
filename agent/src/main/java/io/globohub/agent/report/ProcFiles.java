package io.globohub.agent.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc}. What is missing or hidden gives empty or zero values, never an exception. Thread-safe. */
public final class ProcFiles {
    private final Path proc;
    private final Clock clock;

    /** @param proc {@code /proc}, or a copy of it in tests */
    public ProcFiles(Path proc, Clock clock) {
        this.proc = proc;
        this.clock = clock;
    }

    /** Text of a file, empty when it cannot be read. */
    public String text(String name) {
        try {
            return new String(Files.readAllBytes(proc.resolve(name)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Changes with every boot; empty when the kernel does not say. */
    public String bootId() {
        return text("sys/kernel/random/boot_id").strip();
    }

    /** The process of that pid, if it lives. */
    public Optional<ProcessStat> process(long pid) {
        return ProcessStat.parse(text(pid + "/stat"));
    }

    /** One look at all processes, to be shared by all apps of a report. */
    public ProcessTable processes() {
        List<ProcessStat> processes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                ProcessStat.parse(text(entry.getFileName() + "/stat")).ifPresent(processes::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return new ProcessTable(processes);
        }
        return new ProcessTable(processes);
    }

    /** What a master and its workers use now; empty when there is no such process. */
    public Optional<ProcessUsage> usage(ProcessTable table, long masterPid) {
        return table.find(masterPid).map(master -> {
            List<ProcessStat> tree = table.treeOf(masterPid);
            long rss = 0;
            int fds = 0;
            long ticks = master.reapedCpuTicks();
            for (ProcessStat process : tree) {
                ticks += process.cpuTicks();
                rss += rssBytes(process.pid());
                int own = openFds(process.pid());
                fds = fds < 0 || own < 0 ? -1 : fds + own;
            }
            int workers = (int) table.childrenOf(masterPid).stream()
                    .filter(child -> child.state() != 'Z')
                    .count();
            return new ProcessUsage(clock.instant(), masterPid, master.startTicks(), workers, ticks, rss, fds);
        });
    }

    /** Resident memory, 0 when it cannot be read. */
    public long rssBytes(long pid) {
        return ProcText.fields(text(pid + "/status")).getOrDefault("VmRSS", 0L);
    }

    /** Open file descriptors, -1 when they cannot be read. */
    public int openFds(long pid) {
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
            for (Path ignored : entries) {
                count++;
            }
            return count;
        } catch (IOException | DirectoryIteratorException e) {
            return -1;
        }
    }
}
