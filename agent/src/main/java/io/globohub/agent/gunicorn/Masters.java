package io.globohub.agent.gunicorn;

import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.common.manifest.AppName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the gunicorn processes of an app among all processes of the host.
 *
 * <p>A process is the app's when the environment it was executed with says so ({@link #TAG}); that holds for masters,
 * for their workers, and for every successor by re-exec, and needs no file. What it serves it says in a
 * {@link BootRecord}; without one, its working directory tells.
 */
public final class Masters {
    /** Variable that marks every process of an app: install root and app, so that two agents never mix theirs. */
    public static final String TAG = "GLOBOHUB_PROCESS";

    private final HostLayout layout;
    private final ProcessTable table;

    public Masters(HostLayout layout, ProcessTable table) {
        this.layout = layout;
        this.table = table;
    }

    /** The value of {@link #TAG} for the processes that serve {@code app}. */
    public String tag(AppName app) {
        return layout.app(app) + ":live";
    }

    /** The value of {@link #TAG} for trial processes of {@code app}. */
    public String candidateTag(AppName app) {
        return layout.app(app) + ":candidate";
    }

    /** All processes that serve {@code app}, or are on their way to. */
    public List<ProcessEntry> processes(AppName app) {
        return table.taggedWith(TAG, tag(app));
    }

    /** All trial processes of {@code app}. */
    public List<ProcessEntry> candidates(AppName app) {
        return table.taggedWith(TAG, candidateTag(app));
    }

    /** The live masters of {@code app}, oldest first; two only while one hands over to the other. */
    public List<LiveMaster> find(AppName app) {
        List<ProcessEntry> all = processes(app);
        Map<Long, BootRecord> records = records(app);
        Set<Long> pids = all.stream().map(ProcessEntry::pid).collect(Collectors.toSet());
        List<ProcessEntry> masters = all.stream()
                .filter(process -> isMaster(process, all, pids, records))
                .sorted((a, b) -> Long.compare(a.id().startTicks(), b.id().startTicks()))
                .toList();
        Set<Long> masterPids = masters.stream().map(ProcessEntry::pid).collect(Collectors.toSet());
        return masters.stream()
                .map(master -> describe(master, all, masterPids, records))
                .toList();
    }

    /** Processes of {@code app} whose master is gone: workers that still hold its port. */
    public List<ProcessEntry> orphans(AppName app) {
        List<ProcessEntry> all = processes(app);
        Set<Long> masters = find(app).stream().map(LiveMaster::pid).collect(Collectors.toSet());
        Map<Long, ProcessEntry> byPid = all.stream().collect(Collectors.toMap(ProcessEntry::pid, process -> process));
        return all.stream()
                .filter(process -> !descendsFromOneOf(masters, process, byPid))
                .toList();
    }

    /** An app may fork processes of its own, which are its master's as much as the worker they come from. */
    private static boolean descendsFromOneOf(Set<Long> masters, ProcessEntry process, Map<Long, ProcessEntry> byPid) {
        ProcessEntry each = process;
        for (int steps = 0; each != null && steps <= byPid.size(); steps++) {
            if (masters.contains(each.pid()) || masters.contains(each.parentPid())) {
                return true;
            }
            each = byPid.get(each.parentPid());
        }
        return false;
    }

    private static boolean isMaster(
            ProcessEntry process, List<ProcessEntry> all, Set<Long> pids, Map<Long, BootRecord> records) {
        BootRecord own = records.get(process.pid());
        if (own != null && own.startTicks() == process.id().startTicks()) {
            return own.master() == null;
        }
        // no word from the process itself: a child of one of ours is a worker; one that stands alone is a master if
        // it has children (a lone childless one is an orphaned worker, or a master that has not forked yet)
        boolean childOfOurs = pids.contains(process.parentPid());
        boolean hasChildren = all.stream().anyMatch(other -> other.parentPid() == process.pid());
        return !childOfOurs && hasChildren;
    }

    private LiveMaster describe(
            ProcessEntry master, List<ProcessEntry> all, Set<Long> masters, Map<Long, BootRecord> records) {
        List<ProcessEntry> workers = all.stream()
                .filter(process -> process.parentPid() == master.pid() && !masters.contains(process.pid()))
                .toList();
        int ready = (int) workers.stream()
                .filter(worker ->
                        matching(worker, records).filter(BootRecord::isReady).isPresent())
                .count();
        Optional<BootRecord> record = matching(master, records);
        return new LiveMaster(
                master,
                record.filter(BootRecord::speaksForItself)
                        .map(BootRecord::manifest)
                        .orElse(null),
                record.map(BootRecord::isReady).orElse(false),
                workers,
                ready);
    }

    private static Optional<BootRecord> matching(ProcessEntry process, Map<Long, BootRecord> records) {
        return Optional.ofNullable(records.get(process.pid()))
                .filter(record -> record.startTicks() == process.id().startTicks());
    }

    private Map<Long, BootRecord> records(AppName app) {
        Map<Long, BootRecord> records = new HashMap<>();
        for (Path file : recordFiles(app)) {
            read(file).ifPresent(record -> records.put(record.pid(), record));
        }
        return records;
    }

    private List<Path> recordFiles(AppName app) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(layout.appRun(app), "{master,worker}-*.json")) {
            directory.forEach(files::add);
        } catch (IOException none) {
            return List.of();
        }
        return files;
    }

    private static Optional<BootRecord> read(Path file) {
        try {
            return Optional.of(Json.readTolerant(Files.readAllBytes(file), BootRecord.class));
        } catch (IOException | MalformedJson unreadable) {
            return Optional.empty();
        }
    }

    /** Removes what dead processes said of themselves. */
    public void forgetTheDead(AppName app) {
        for (Path file : recordFiles(app)) {
            boolean dead = read(file)
                    .map(record -> table.find(record.pid())
                            .filter(process -> process.id().startTicks() == record.startTicks())
                            .isEmpty())
                    .orElse(true);
            if (dead) {
                // one that cannot be deleted is harmless: its start time fits no live process
                if (!file.toFile().delete()) {
                    return;
                }
            }
        }
    }
}
