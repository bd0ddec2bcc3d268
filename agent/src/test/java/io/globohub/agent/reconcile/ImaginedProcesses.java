package io.globohub.agent.reconcile;

import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Signal;
import io.globohub.agent.process.Spawner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A host of which everything is imagined: masters with one worker each that behave as gunicorn's do, foreign processes
 * that take over freed pids, and a record of what was signalled that should not have been.
 */
final class ImaginedProcesses implements ProcessTable, Spawner {
    private static final String BOOT = "imagined";

    final List<String> violations = new ArrayList<>();
    boolean spawningAllowed = true;
    int spawned;
    private final Map<Long, Imagined> alive = new TreeMap<>();
    private long nextPid = 100;
    private long ticks = 1;

    private record Imagined(ProcessId id, long parent, char state, String tag) {
        Imagined with(long newParent, char newState) {
            return new Imagined(id, newParent, newState, tag);
        }
    }

    private ProcessId add(long pid, long parent, String tag) {
        ProcessId id = new ProcessId(pid, ticks++, BOOT);
        alive.put(pid, new Imagined(id, parent, 'S', tag));
        return id;
    }

    /** A master with a worker, as gunicorn would start it. */
    ProcessId master(String tag, long parent) {
        ProcessId master = add(nextPid++, parent, tag);
        add(nextPid++, master.pid(), tag);
        return master;
    }

    List<ProcessId> masters(String tag) {
        return alive.values().stream()
                .filter(process -> tag.equals(process.tag()))
                .filter(process -> alive.values().stream()
                        .anyMatch(child -> child.parent() == process.id().pid()))
                .map(Imagined::id)
                .toList();
    }

    /** Killed from outside: its workers stay, orphaned. */
    void killMaster(ProcessId master) {
        alive.remove(master.pid());
        alive.replaceAll(
                (pid, process) -> process.parent() == master.pid() ? process.with(1, process.state()) : process);
    }

    /** The worker dies; a master that runs replaces it. */
    void killWorkers(ProcessId master, String tag) {
        alive.values().removeIf(process -> process.parent() == master.pid());
        if (alive.get(master.pid()).state() == 'S') {
            add(nextPid++, master.pid(), tag);
        }
    }

    void stop(ProcessId process) {
        alive.computeIfPresent(process.pid(), (pid, known) -> known.with(known.parent(), 'T'));
    }

    /** Somebody else's process gets a pid that was just freed. */
    void reuse(long pid) {
        alive.remove(pid);
        add(pid, 1, "");
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return Optional.ofNullable(alive.get(pid))
                .map(process -> new ProcessEntry(process.id(), process.parent(), process.state(), Instant.EPOCH, ""));
    }

    @Override
    public Optional<ProcessEntry> find(ProcessId id) {
        return find(id.pid()).filter(entry -> entry.id().equals(id));
    }

    @Override
    public List<ProcessEntry> taggedWith(String name, String value) {
        return alive.values().stream()
                .filter(process -> value.equals(process.tag()))
                .map(process -> find(process.id().pid()).orElseThrow())
                .toList();
    }

    @Override
    public boolean signal(ProcessId id, Signal signal) {
        Imagined process = alive.get(id.pid());
        if (process == null || !process.id().equals(id)) {
            return false;
        }
        if (process.tag().isEmpty()) {
            violations.add(signal + " to the foreign process " + id);
        }
        if (!spawningAllowed) {
            violations.add(signal + " to " + id + " while a deployment owned the processes");
        }
        switch (signal) {
            case KILL -> killMaster(id);
            case CONT -> alive.put(id.pid(), process.with(process.parent(), 'S'));
            case TERM -> {
                if (process.state() == 'S') {
                    alive.values().removeIf(other -> other.parent() == id.pid());
                    alive.remove(id.pid());
                }
            }
            case USR1, USR2 -> violations.add(signal + " is not supervision's to send");
        }
        return true;
    }

    @Override
    public String bootId() {
        return BOOT;
    }

    @Override
    public Spawned spawn(List<String> command, Path directory, Map<String, String> environment, Path output) {
        String tag = environment.get(Masters.TAG);
        if (alive.values().stream().anyMatch(process -> tag.equals(process.tag()))) {
            violations.add("a master was started beside " + taggedWith(Masters.TAG, tag));
        }
        if (!spawningAllowed) {
            violations.add("a master was started while a deployment owned the processes, or the app should not run");
        }
        spawned++;
        return new Spawned(master(tag, 1), CompletableFuture.completedFuture(137));
    }
}
