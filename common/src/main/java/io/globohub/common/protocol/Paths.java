package io.globohub.common.protocol;

/** Every address of the controller's HTTP interface; {@code {name}} marks a parameter. */
public final class Paths {
    public static final String AGENT_ENROLL = "/v1/agent/enroll";
    public static final String AGENT_CHECKIN = "/v1/agent/checkin";
    public static final String AGENT_DESIRED = "/v1/agent/desired";
    public static final String AGENT_LOG = "/v1/agent/logs/{id}";

    public static final String FLEET = "/v1/fleet";
    public static final String HOSTS = "/v1/hosts";
    public static final String HOST = "/v1/hosts/{host}";
    public static final String HOST_EXPLAIN = "/v1/hosts/{host}/explain";
    public static final String HOST_PLAN = "/v1/hosts/{host}/plan";
    public static final String HOST_METRICS = "/v1/hosts/{host}/metrics";
    public static final String HOST_EVENTS = "/v1/hosts/{host}/events";
    public static final String HOST_APP_LOGS = "/v1/hosts/{host}/apps/{app}/logs";
    public static final String LOG = "/v1/logs/{id}";
    public static final String APPS = "/v1/apps";
    public static final String PACKS = "/v1/packs";
    public static final String PACK = "/v1/packs/{sha256}";
    public static final String PACKAGES = "/v1/packages";
    public static final String MANIFESTS = "/v1/manifests";
    public static final String MANIFEST = "/v1/manifests/{id}";
    public static final String ROLLOUTS = "/v1/rollouts";
    public static final String ROLLOUT = "/v1/rollouts/{id}";
    public static final String ROLLOUT_ACTION = "/v1/rollouts/{id}/{action}";
    public static final String SEARCH = "/v1/search";
    public static final String EVENTS = "/v1/events";
    public static final String EVENTS_STREAM = "/v1/events/stream";
    public static final String EVENTS_VERIFY = "/v1/events/verify";
    public static final String TOKENS = "/v1/tokens";
    public static final String TOKEN = "/v1/tokens/{id}";
    public static final String WEBHOOKS = "/v1/webhooks";
    public static final String WEBHOOK = "/v1/webhooks/{id}";
    public static final String WEBHOOK_TEST = "/v1/webhooks/{id}/test";
    public static final String WEBHOOK_DELIVERIES = "/v1/webhooks/{id}/deliveries";
    public static final String APP_VERSIONS = "/v1/apps/{app}/versions";
    public static final String PROMETHEUS_TARGETS = "/v1/integrations/prometheus/targets";
    public static final String ANSIBLE_INVENTORY = "/v1/integrations/ansible/inventory";
    public static final String DOCS = "/docs";
    public static final String WHOAMI = "/v1/whoami";
    public static final String BACKUP = "/v1/backup";
    public static final String VERSION = "/v1/version";
    public static final String OPENAPI = "/openapi.json";
    public static final String HEALTHZ = "/healthz";
    public static final String READYZ = "/readyz";
    public static final String METRICS = "/metrics";

    /** Header that carries a pack's signature: {@link io.globohub.common.manifest.PackSignature} as text. */
    public static final String PACK_SIGNATURE_HEADER = "Globohub-Pack-Signature";

    private Paths() {}
}
