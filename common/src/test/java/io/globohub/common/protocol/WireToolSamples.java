package io.globohub.common.protocol;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Reason;
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

    private static final Failure FAILURE =
            new Failure(Reason.LOG_NOT_FOUND, "there is no such log", List.of("evidence"));

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
            new LogQuery(LogSource.BOOT, 50, true),
            new LogRequest("log_1", APP, LogSource.ERROR, 100, true, 3, "(dev=1,ino=2):4711"),
            new LogChunk(3, List.of("a line"), true, "(dev=1,ino=2):4711", true, FAILURE),
            new LogReceipt(3, true),
            new LogView(
                    "log_1",
                    "h_1",
                    "web-01",
                    APP,
                    LogSource.ERROR,
                    true,
                    LogView.State.OPEN,
                    AT,
                    "ana",
                    LATER,
                    Freshness.FRESH,
                    AT,
                    3,
                    true,
                    List.of("a line"),
                    FAILURE),
            new DesiredAnswer(
                    "h_1",
                    7,
                    AT,
                    LATER,
                    List.of(new Assignment(APP, Goal.RUNNING, WireManifests.MANIFEST, 7, "ro_1", 1, 2)),
                    List.of(new LogRequest("log_1", APP, LogSource.BOOT, 10, false, 0, "c"))),
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
