package io.globohub.common.manifest;

/**
 * What "alive" means for an app and how often it is asked.
 *
 * @param type {@code HTTP} sends a GET, {@code TCP} only connects
 * @param path path of the GET; ignored for TCP
 * @param expect accepted status codes; ignored for TCP
 * @param bodyContains text the body must hold, or null for any body
 * @param intervalSeconds pause between two liveness probes
 * @param timeoutSeconds bound on one probe
 * @param failures bad probes in a row after which the app is restarted
 */
public record ProbeSpec(
        Type type,
        String path,
        StatusSet expect,
        String bodyContains,
        int intervalSeconds,
        int timeoutSeconds,
        int failures) {

    /** How an app is asked. */
    public enum Type {
        HTTP,
        TCP
    }

    /** GET /status/ every 10 s, 2 s each, 3 failures; anything below 500 is alive. */
    public static final ProbeSpec DEFAULT = new ProbeSpec(Type.HTTP, "/status/", StatusSet.BELOW_500, null, 10, 2, 3);

    public ProbeSpec {
        Checks.required("probe.type", type);
        Checks.required("probe.expect", expect);
        Checks.urlPath("probe.path", path);
        Checks.between("probe.interval_seconds", intervalSeconds, 1, 3600);
        Checks.between("probe.timeout_seconds", timeoutSeconds, 1, 300);
        Checks.between("probe.failures", failures, 1, 100);
    }
}
