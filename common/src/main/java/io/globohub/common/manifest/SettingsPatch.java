package io.globohub.common.manifest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of which any may be left out (null): what a pack descriptor or an operator says, laid over what was there.
 *
 * <p>{@code env} is laid over key by key; every other field replaces the one below it.
 */
public record SettingsPatch(
        String entryPoint,
        String requirements,
        List<BindAddress> bind,
        Integer workers,
        String workerClass,
        Integer threads,
        Integer requestTimeoutSeconds,
        Integer gracefulTimeoutSeconds,
        Integer startupTimeoutSeconds,
        Integer bakeSeconds,
        Map<String, String> env,
        ProbePatch probe,
        List<SmokeTest> smokeTests,
        RestartPatch restart,
        StateKind state,
        Integer keep,
        Long maxRssBytes,
        LimitsPatch limits) {

    /** A probe of which any part may be left out. */
    public record ProbePatch(
            ProbeSpec.Type type,
            String path,
            StatusSet expect,
            String bodyContains,
            Integer intervalSeconds,
            Integer timeoutSeconds,
            Integer failures) {

        ProbeSpec applyTo(ProbeSpec base) {
            return new ProbeSpec(
                    or(type, base.type()),
                    or(path, base.path()),
                    or(expect, base.expect()),
                    or(bodyContains, base.bodyContains()),
                    or(intervalSeconds, base.intervalSeconds()),
                    or(timeoutSeconds, base.timeoutSeconds()),
                    or(failures, base.failures()));
        }
    }

    /** A restart policy of which any part may be left out. */
    public record RestartPatch(
            Integer initialBackoffSeconds,
            Integer maxBackoffSeconds,
            Integer maxRestarts,
            Integer windowSeconds,
            Integer crashLoopRetrySeconds) {

        RestartPolicy applyTo(RestartPolicy base) {
            return new RestartPolicy(
                    or(initialBackoffSeconds, base.initialBackoffSeconds()),
                    or(maxBackoffSeconds, base.maxBackoffSeconds()),
                    or(maxRestarts, base.maxRestarts()),
                    or(windowSeconds, base.windowSeconds()),
                    or(crashLoopRetrySeconds, base.crashLoopRetrySeconds()));
        }
    }

    /** Limits of which any part may be left out; 0 lifts one. */
    public record LimitsPatch(Long memoryBytes, Double cpuRatio) {
        Limits applyTo(Limits base) {
            Long memory = or(memoryBytes, base.memoryBytes());
            Double cpu = or(cpuRatio, base.cpuRatio());
            return new Limits(memory != null && memory == 0 ? null : memory, cpu != null && cpu == 0 ? null : cpu);
        }
    }

    /** A patch that says nothing of limits. */
    public SettingsPatch(
            String entryPoint,
            String requirements,
            List<BindAddress> bind,
            Integer workers,
            String workerClass,
            Integer threads,
            Integer requestTimeoutSeconds,
            Integer gracefulTimeoutSeconds,
            Integer startupTimeoutSeconds,
            Integer bakeSeconds,
            Map<String, String> env,
            ProbePatch probe,
            List<SmokeTest> smokeTests,
            RestartPatch restart,
            StateKind state,
            Integer keep,
            Long maxRssBytes) {
        this(
                entryPoint,
                requirements,
                bind,
                workers,
                workerClass,
                threads,
                requestTimeoutSeconds,
                gracefulTimeoutSeconds,
                startupTimeoutSeconds,
                bakeSeconds,
                env,
                probe,
                smokeTests,
                restart,
                state,
                keep,
                maxRssBytes,
                null);
    }

    /** Says nothing: leaves every setting as it is. */
    public static final SettingsPatch NONE = new SettingsPatch(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** A patch that says only where to listen. */
    public static SettingsPatch bind(List<BindAddress> addresses) {
        return new SettingsPatch(
                null, null, addresses, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);
    }

    /** {@code base} with everything that this patch says laid over it. */
    public Settings applyTo(Settings base) {
        return new Settings(
                or(entryPoint, base.entryPoint()),
                or(requirements, base.requirements()),
                or(bind, base.bind()),
                or(workers, base.workers()),
                or(workerClass, base.workerClass()),
                or(threads, base.threads()),
                or(requestTimeoutSeconds, base.requestTimeoutSeconds()),
                or(gracefulTimeoutSeconds, base.gracefulTimeoutSeconds()),
                or(startupTimeoutSeconds, base.startupTimeoutSeconds()),
                or(bakeSeconds, base.bakeSeconds()),
                mergedEnv(base.env()),
                probe == null ? base.probe() : probe.applyTo(base.probe()),
                or(smokeTests, base.smokeTests()),
                restart == null ? base.restart() : restart.applyTo(base.restart()),
                or(state, base.state()),
                or(keep, base.keep()),
                or(maxRssBytes, base.maxRssBytes()),
                limits == null ? base.limits() : limits.applyTo(base.kernelLimits()));
    }

    private Map<String, String> mergedEnv(Map<String, String> base) {
        Map<String, String> merged = new TreeMap<>(base);
        if (env != null) {
            merged.putAll(env);
        }
        return merged;
    }

    private static <T> T or(T said, T otherwise) {
        return said == null ? otherwise : said;
    }
}
