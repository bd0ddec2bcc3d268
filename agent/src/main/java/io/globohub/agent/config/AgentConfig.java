package io.globohub.agent.config;

import io.globohub.agent.gunicorn.LogLimits;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.keys.ClientCertificate;
import io.globohub.common.keys.TrustedKeys;
import io.globohub.common.manifest.BindAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The agent's configuration.
 *
 * @param controllers where the controllers are, in order of preference
 * @param caFile PEM certificates trusted beside the system's, or null
 * @param labels given to the host at enrolment
 * @param python interpreter that environments are built with, a path or a name looked up on PATH
 * @param pip where packages come from
 * @param checkinSeconds pause between check-ins until the controller says otherwise
 * @param upkeep what is done to the disk between deployments
 * @param trustedKeys Ed25519 public keys (base64 of the raw 32 bytes); when there are any, unsigned packs are refused
 * @param logs how much of its own logs each app keeps
 * @param upgrade who may replace the agent itself, and through what
 * @param redact what is taken out of logs before they leave the host, beside the usual secrets
 * @param clientCertificate shown to controllers that ask for one, or null
 * @param metricsListen where Prometheus may ask the agent, or null for nowhere
 */
public record AgentConfig(
        HostLayout layout,
        List<URI> controllers,
        Path caFile,
        Map<String, String> labels,
        String python,
        PipConfig pip,
        int checkinSeconds,
        Upkeep upkeep,
        List<String> trustedKeys,
        Upgrade upgrade,
        ClientCertificate clientCertificate,
        LogLimits logs,
        BindAddress metricsListen,
        List<Pattern> redact) {

    /** Where pip finds packages; null or empty leaves pip's own configuration in force. */
    public record PipConfig(
            String indexUrl,
            List<String> extraIndexUrls,
            String proxy,
            Path caFile,
            List<String> findLinks,
            boolean noIndex) {
        public static final PipConfig DEFAULT = new PipConfig(null, List.of(), null, null, List.of(), false);
    }

    /**
     * What is done to the disk between deployments.
     *
     * @param scrubSeconds between two comparisons of what is installed with what was installed; 0 for never
     * @param pruneAfterDays age at which a version that is not needed leaves the disk; 0 for never
     * @param minFreeRatio share of the filesystem below which old versions leave it; 0 for never
     * @param minFreeBytes the same as a size
     */
    public record Upkeep(int scrubSeconds, int pruneAfterDays, double minFreeRatio, long minFreeBytes) {
        public static final Upkeep DEFAULT = new Upkeep(3600, 0, 0.05, 0);
    }

    /**
     * How the agent itself is upgraded.
     *
     * @param trustedKeys Ed25519 public keys that may sign its packages; without any it is never upgraded
     * @param directory shared with the unit that installs them
     */
    public record Upgrade(TrustedKeys trustedKeys, Path directory) {}

    public AgentConfig {
        controllers = List.copyOf(controllers);
        labels = Map.copyOf(labels);
        trustedKeys = List.copyOf(trustedKeys);
        redact = List.copyOf(redact);
    }

    /** The same with other root directories. */
    public AgentConfig withLayout(HostLayout other) {
        return new AgentConfig(
                other,
                controllers,
                caFile,
                labels,
                python,
                pip,
                checkinSeconds,
                upkeep,
                trustedKeys,
                upgrade,
                clientCertificate,
                logs,
                metricsListen,
                redact);
    }
}
