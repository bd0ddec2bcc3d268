package io.globohub.agent.report;

import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostMetrics.Pressure;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Reads what the host's resources look like now. A file that is missing or hidden (by a container or a hardened unit)
 * gives zero or null, never an exception. Takes no lock that an installation holds. Not thread-safe: one thread samples.
 */
public final class HostSampler {
    private final ProcFiles proc;
    private final Filesystems filesystems;
    private final Clock clock;
    private CpuTimes before;

    public HostSampler(ProcFiles proc, Filesystems filesystems, Clock clock) {
        this.proc = proc;
        this.filesystems = filesystems;
        this.clock = clock;
        this.before = CpuTimes.parse(proc.text("stat"));
    }

    /** One sample; its processor share is of the time since the one before. */
    public HostMetrics sample() {
        CpuTimes now = CpuTimes.parse(proc.text("stat"));
        double cpuRatio = now.ratioSince(before);
        before = now;
        LoadAverage load = LoadAverage.parse(proc.text("loadavg"));
        Map<String, Long> memory = ProcText.fields(proc.text("meminfo"));
        double ownCpuSeconds = ProcessStat.parse(proc.text("self/stat"))
                .map(self -> self.cpuTicks() / (double) ProcessStat.TICKS_PER_SECOND)
                .orElse(0.0);
        return new HostMetrics(
                clock.instant(),
                now.cpus() > 0 ? now.cpus() : Runtime.getRuntime().availableProcessors(),
                cpuRatio,
                load.one(),
                load.five(),
                load.fifteen(),
                memory.getOrDefault("MemTotal", 0L),
                memory.getOrDefault("MemAvailable", memory.getOrDefault("MemFree", 0L)),
                memory.getOrDefault("SwapTotal", 0L),
                memory.getOrDefault("SwapFree", 0L),
                filesystems.read(),
                pressure(),
                ProcText.fields(proc.text("self/status")).getOrDefault("VmRSS", 0L),
                ownCpuSeconds);
    }

    private Pressure pressure() {
        OptionalDouble cpu = PressureStall.someRatio(proc.text("pressure/cpu"));
        OptionalDouble memory = PressureStall.someRatio(proc.text("pressure/memory"));
        OptionalDouble io = PressureStall.someRatio(proc.text("pressure/io"));
        return cpu.isEmpty() && memory.isEmpty() && io.isEmpty()
                ? null
                : new Pressure(cpu.orElse(0), memory.orElse(0), io.orElse(0));
    }
}
