package io.globohub.common.protocol;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.List;

/** The same for what is asked beside the fleet itself: webhooks, the chain, packages, search, plans of hosts. */
final class WireToolSamples {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = Instant.parse("2026-01-02T03:05:06.789Z");
    private static final AppName APP = WireManifests.APP;
    private static final Version VERSION = WireManifests.VERSION;
    private static final ManifestId ID = CanonicalJson.idOf(WireManifests.MANIFEST);
    private static final ManifestId OLD = CanonicalJson.idOf(Samples.manifest("0.9"));

    static final List<Object> ALL = List.of(
            new WebhookRequest("https://chat.example.net/hook", List.of("host_lost"), WebhookFormat.SLACK),
            new WebhookView(
                    "wh_1",
                    "https://chat.example.net/hook",
                    List.of("host_lost"),
                    WebhookFormat.EVENT,
                    AT,
                    "ana",
                    41L,
                    AT,
                    LATER,
                    LATER,
                    "whsec_abc"),
            new DeliveryView("msg_1", 42L, "host_lost", 3, true, 204, "it did not answer", AT),
            new LedgerCheck(1, 6, 20, 7L, "entry 7 is missing", "ab12", 6L),
            new PackageUse("Werkzeug", "2.2.2", APP, VERSION, "h_1", "web-01", 1),
            new SearchHit("host", "h_1", "web-01", "role=web"),
            new HostPlan(
                    "web-01",
                    7,
                    6,
                    List.of(new HostPlan.Change(
                            APP,
                            "upgrade",
                            OLD,
                            ID,
                            List.of("fetch", "activate"),
                            "10 bytes to fetch",
                            "the hold of ana"))));

    private WireToolSamples() {}
}
