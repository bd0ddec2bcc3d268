package io.globohub.agent.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All processes of the host at one instant, and who is whose child. Pure: {@link ProcFiles#processes} reads one. */
public final class ProcessTable {
    private final Map<Long, ProcessStat> byPid = new HashMap<>();
    private final Map<Long, List<ProcessStat>> children = new HashMap<>();

    public ProcessTable(Collection<ProcessStat> processes) {
        processes.forEach(process -> byPid.put(process.pid(), process));
        processes.forEach(process -> children.computeIfAbsent(process.parent(), parent -> new ArrayList<>())
                .add(process));
    }

    public Optional<ProcessStat> find(long pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    public List<ProcessStat> childrenOf(long pid) {
        return List.copyOf(children.getOrDefault(pid, List.of()));
    }

    /** The process and all below it; empty when there is none of that pid. */
    public List<ProcessStat> treeOf(long pid) {
        Map<Long, ProcessStat> tree = new LinkedHashMap<>();
        List<ProcessStat> next = new ArrayList<>();
        find(pid).ifPresent(next::add);
        while (!next.isEmpty()) {
            ProcessStat process = next.remove(next.size() - 1);
            if (tree.putIfAbsent(process.pid(), process) == null) {
                next.addAll(children.getOrDefault(process.pid(), List.of()));
            }
        }
        return List.copyOf(tree.values());
    }
}
