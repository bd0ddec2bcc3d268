package io.globohub.agent.process;

import io.globohub.common.disk.CrashPoint;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A process table that tells a crash test of each signal, before it is sent and after. */
public final class SignalPoints implements ProcessTable {
    private final ProcessTable table;
    private final CrashPoint crashPoint;

    public SignalPoints(ProcessTable table, CrashPoint crashPoint) {
        this.table = table;
        this.crashPoint = crashPoint;
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return table.find(pid);
    }

    @Override
    public Optional<ProcessEntry> find(ProcessId id) {
        return table.find(id);
    }

    @Override
    public List<ProcessEntry> taggedWith(String name, String value) {
        return table.taggedWith(name, value);
    }

    @Override
    public boolean signal(ProcessId id, Signal signal) {
        String point = "signal:" + signal.name().toLowerCase(Locale.ROOT);
        crashPoint.reached(point);
        boolean sent = table.signal(id, signal);
        crashPoint.reached(point + ":sent");
        return sent;
    }

    @Override
    public String bootId() {
        return table.bootId();
    }
}
