package io.globohub.common.manifest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How an app is run: everything of a manifest but the pack itself.
 *
 * <p>Made in three layers: {@link #DEFAULT}, then the pack's own descriptor, then what the operator says
 * ({@link SettingsPatch#applyTo}). All durations are seconds, sizes bytes.
 *
 * @param entryPoint what gunicorn loads, {@code module:callable}
 * @param requirements path of the requirements file inside the pack; a pack without that file needs none
 * @param bind addresses to listen on, at least one
 * @param workers worker processes; one by default, since an app's data in memory is not shared between workers
 * @param workerClass gunicorn's worker class, for example {@code sync} or {@code gthread}
 * @param threads threads of each worker (used by {@code gthread})
 * @param requestTimeoutSeconds gunicorn's {@code timeout}: a worker silent for longer is replaced
 * @param gracefulTimeoutSeconds how long requests in flight may take when a worker is told to stop
 * @param startupTimeoutSeconds bound on the time from start to the first good probe
 * @param bakeSeconds time after a deployment in which a crash loop brings the previous version back
 * @param env environment of the app, beside the few variables gunicorn needs
 * @param probe liveness
 * @param smokeTests run on the candidate before it gets traffic, in this order
 * @param restart what happens when it dies
 * @param state where its data live
 * @param keep versions kept on the host's disk, the current one included
 * @param maxRssBytes memory of all its processes above which it is handed over to a fresh master; 0 is no limit
 * @param limits what the kernel keeps it within; null, which leaves no trace in the manifest, is no limit
 */
public record Settings(
        String entryPoint,
        String requirements,
        List<BindAddress> bind,
        int workers,
        String workerClass,
        int threads,
        int requestTimeoutSeconds,
        int gracefulTimeoutSeconds,
        int startupTimeoutSeconds,
        int bakeSeconds,
        Map<String, String> env,
        ProbeSpec probe,
        List<SmokeTest> smokeTests,
        RestartPolicy restart,
        StateKind state,
        int keep,
        long maxRssBytes,
        Limits limits) {

    private static final Pattern ENTRY_POINT = Pattern.compile("[A-Za-z_][\\w.]*(:[A-Za-z_][\\w.]*(\\(\\))?)?");
    private static final Pattern WORKER_CLASS = Pattern.compile("[A-Za-z_][\\w.]*");
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public static final Settings DEFAULT = new Settings(
            "app:app",
            "requirements.txt",
            List.of(new BindAddress("0.0.0.0", BindAddress.DEFAULT_PORT)),
            1,
            "sync",
            1,
            30,
            30,
            30,
            60,
            Map.of(),
            ProbeSpec.DEFAULT,
            List.of(),
            RestartPolicy.DEFAULT,
            StateKind.MEMORY,
            5,
            0,
            null);

    public Settings {
        if (entryPoint == null || !ENTRY_POINT.matcher(entryPoint).matches()) {
            throw new IllegalArgumentException("entry_point '" + entryPoint + "' must look like module:callable");
        }
        if (requirements == null
                || requirements.startsWith("/")
                || requirements.startsWith("-")
                || requirements.isBlank()
                || List.of(requirements.split("/")).contains("..")) {
            throw new IllegalArgumentException("requirements '" + requirements + "' must be a path inside the pack");
        }
        bind = bind == null ? List.of() : bind;
        Checks.noneMissing("bind", bind);
        bind = List.copyOf(bind);
        if (bind.isEmpty()) {
            throw new IllegalArgumentException("bind needs at least one address");
        }
        if (bind.stream().distinct().count() != bind.size()) {
            throw new IllegalArgumentException("bind names the same address twice: " + bind);
        }
        Checks.between("workers", workers, 1, 256);
        if (workerClass == null || !WORKER_CLASS.matcher(workerClass).matches()) {
            throw new IllegalArgumentException("worker_class '" + workerClass + "' is not a name gunicorn could load");
        }
        Checks.between("threads", threads, 1, 1024);
        Checks.between("request_timeout_seconds", requestTimeoutSeconds, 0, 86400);
        Checks.between("graceful_timeout_seconds", gracefulTimeoutSeconds, 1, 3600);
        Checks.between("startup_timeout_seconds", startupTimeoutSeconds, 1, 3600);
        Checks.between("bake_seconds", bakeSeconds, 0, 86400);
        Checks.between("keep", keep, 2, 1000);
        Checks.between("max_rss_bytes", maxRssBytes, 0, Long.MAX_VALUE);
        Checks.required("probe", probe);
        Checks.required("restart", restart);
        Checks.required("state", state);
        env = env == null ? Map.of() : env;
        for (Map.Entry<String, String> variable : new TreeMap<>(env).entrySet()) {
            if (!ENV_NAME.matcher(variable.getKey()).matches()
                    || variable.getValue() == null
                    || variable.getValue().indexOf(0) >= 0) {
                throw new IllegalArgumentException("env '" + variable.getKey() + "' is not a usable variable");
            }
        }
        env = Map.copyOf(env);
        smokeTests = smokeTests == null ? List.of() : smokeTests;
        Checks.noneMissing("smoke_tests", smokeTests);
        smokeTests = List.copyOf(smokeTests);
        limits = Limits.NONE.equals(limits) ? null : limits;
    }

    /** What the kernel keeps the app within. */
    public Limits kernelLimits() {
        return limits == null ? Limits.NONE : limits;
    }
}
