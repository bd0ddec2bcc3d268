package io.globohub.common.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Pack;
import io.globohub.common.manifest.PackSignature;
import io.globohub.common.manifest.Version;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Environment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Hold;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.InstalledVersion;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProbeReport;
import io.globohub.common.state.ProcessReport;
import io.globohub.common.state.Reason;
import io.globohub.common.state.StepReport;
import io.globohub.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One value of each record that crosses HTTP, with every field filled. */
final class WireSamples {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = Instant.parse("2026-01-02T03:05:06.789Z");
    private static final AppName APP = WireManifests.APP;
    private static final Version VERSION = WireManifests.VERSION;
    private static final Pack PACK = WireManifests.PACK;
    private static final String ROLLOUT = "ro_1";
    private static final Manifest MANIFEST = WireManifests.MANIFEST;
    private static final ManifestId ID = CanonicalJson.idOf(MANIFEST);
    private static final ManifestId OLD = CanonicalJson.idOf(Samples.manifest("0.9"));
    private static final Failure FAILURE =
            new Failure(Reason.PROBE_FAILED, "GET /status/ answered 500", List.of("Traceback", "KeyError: 'x'"));
    private static final StepReport STEP = new StepReport("venv", "skipped", 0.25, "the same requirements");
    private static final DeploymentReport DEPLOYMENT = new DeploymentReport(
            "d-1", ID, OLD, ROLLOUT, 1, AT, LATER, DeploymentReport.Outcome.FAILED, "confirm", List.of(STEP), FAILURE);
    private static final Hold HOLD = new Hold("ana", "black friday", AT, LATER);
    private static final Drift DRIFT = new Drift(APP, Drift.Cause.WRONG_VERSION, "runs 0.9, should run 1.0");
    private static final HostMetrics METRICS = new HostMetrics(
            AT,
            2,
            0.25,
            0.5,
            0.75,
            1.0,
            2_000,
            1_000,
            500,
            400,
            List.of(new HostMetrics.Filesystem("/", 9_000, 8_000, 700, 600)),
            new HostMetrics.Pressure(0.01, 0.02, 0.03),
            60_000,
            1.5);
    private static final ProcessReport PROCESS =
            new ProcessReport(ID, 4242, AT, 2, 0.1, 50_000, 17, List.of(new BindAddress("127.0.0.1", 8000)));
    private static final HostObservation OBSERVATION = new HostObservation(
            AT,
            "0.1.0",
            "8a1d9f3e-0000-4000-8000-000000000001",
            AT,
            3,
            "Debian GNU/Linux 12",
            "3.11.2",
            List.of(new AppObservation(
                    APP,
                    Goal.RUNNING,
                    ID,
                    OLD,
                    List.of(new InstalledVersion(VERSION, ID, PACK.sha256(), AT)),
                    PROCESS,
                    Phase.SERVING,
                    AT,
                    3,
                    1,
                    LATER,
                    new ProbeReport(AT, true, 0, 0.004, "GET /status/: 200"),
                    FAILURE,
                    DEPLOYMENT,
                    HOLD,
                    List.of("app.py"),
                    Environment.of(Map.of("Flask", "1.1.2", "gunicorn", "20.0.4")))));
    private static final AgentEvent EVENT = new AgentEvent(
            7, AT, EventKind.DEPLOYMENT_FAILED, APP, ID, "1.0 did not come up", "ana", FAILURE, DEPLOYMENT);
    private static final DesiredState DESIRED = new DesiredState(
            "h_1", 3, AT, LATER, List.of(new Assignment(APP, Goal.RUNNING, MANIFEST, 3, ROLLOUT, 1, 2)));
    private static final HostAppView HOST_APP = new HostAppView(
            APP,
            Goal.RUNNING,
            ID,
            OLD,
            OLD,
            VERSION,
            new Version("0.9"),
            new Version("0.9"),
            Phase.SERVING,
            3,
            1,
            List.of(DRIFT));
    private static final HostSummary SUMMARY = new HostSummary(
            "h_1",
            "web-01",
            HostState.ACTIVE,
            Freshness.FRESH,
            AT,
            Map.of("role", "web"),
            HOLD,
            3,
            2,
            "0.1.0",
            0.25,
            1_000L,
            2_000L,
            8_000L,
            9_000L,
            0.5,
            List.of(HOST_APP),
            List.of("two agents use this host's credential"));
    private static final RolloutView ROLLOUT_VIEW = new RolloutView(
            ROLLOUT,
            APP,
            VERSION,
            ID,
            Goal.RUNNING,
            "role=web",
            RolloutView.Status.RUNNING,
            "max_failures",
            "1 host failed",
            "ana",
            "the new one",
            AT,
            LATER,
            1,
            4,
            "25%",
            1,
            60,
            LATER,
            LATER,
            true,
            Map.of("done", 1),
            List.of(new RolloutView.RolloutHost(
                    "h_1",
                    "web-01",
                    1,
                    RolloutView.HostStatus.DONE,
                    OLD,
                    "probe_failed",
                    "GET /status/ answered 500",
                    List.of("Traceback"),
                    AT,
                    LATER)));
    private static final PackView PACK_VIEW = new PackView(APP, VERSION, PACK, AT, "ana");

    /** Everything that is the body of a request or an answer, by the name of its golden file. */
    static final List<Object> ALL = List.of(
            PACK.signedWith(new PackSignature("A".repeat(43) + "=", "A".repeat(86) + "==")),
            new AppView(APP, List.of(PACK_VIEW), 3, 2),
            new CheckinRequest("i_1", OBSERVATION, METRICS, List.of(EVENT)),
            new CheckinResponse(10, 0, 7, "\"3\"", AT),
            DRIFT,
            new EnrollRequest("web-01", Map.of("role", "web"), "0.1.0", "Debian GNU/Linux 12"),
            new EnrollResponse("h_1", "web-01", "secret"),
            new EventView(
                    9,
                    LATER,
                    AT,
                    "host:web-01",
                    "deployment_failed",
                    "h_1",
                    "web-01",
                    "desafio",
                    "1.0",
                    ROLLOUT,
                    "probe_failed",
                    "1.0 did not come up",
                    JsonNodeFactory.instance.objectNode().put("before", "0.9"),
                    "0".repeat(64)),
            new Explanation(
                    "web-01",
                    Freshness.STALE,
                    AT,
                    List.of(new Explanation.AppExplanation(
                            APP,
                            "it serves 0.9 although 1.0 is wished",
                            List.of("1.0 was assigned by ro_1", "its probe failed"),
                            FAILURE,
                            Reason.PROBE_FAILED.remedy(),
                            List.of(STEP),
                            "nothing happens until the manifest changes",
                            LATER))),
            new FleetSummary(
                    AT,
                    3,
                    Map.of("fresh", 3),
                    List.of(new FleetSummary.VersionCount("desafio", "1.0", 2, 3)),
                    Map.of("wrong_version", 1),
                    List.of(ROLLOUT_VIEW),
                    AT),
            HOST_APP,
            new HostDetail(SUMMARY, AT, DESIRED, OBSERVATION, METRICS, 0.5),
            new HostMetricsView("web-01", METRICS, 60, List.of(1767268800L), Map.of("cpu_ratio", List.of(0.25))),
            new HostPatch(Map.of("role", "web"), new HostPatch.HoldRequest("black friday", LATER), true),
            SUMMARY,
            new ManifestRequest(APP, VERSION, WireManifests.PATCH),
            new ManifestView(ID, MANIFEST, AT, "ana"),
            PACK_VIEW,
            new Page<>(List.of("a", "b"), "next", 3L),
            new Problem(
                    "about:blank",
                    "Bad Request",
                    400,
                    "unknown field 'x'",
                    "/v1/manifests",
                    "bad_request",
                    "r_1",
                    List.of(new Problem.FieldError("/x", "unknown field 'x'"))),
            new RolloutPlan(
                    APP,
                    VERSION,
                    ID,
                    Goal.RUNNING,
                    "role=web",
                    List.of(new RolloutPlan.PlannedHost(
                            "h_1",
                            "web-01",
                            1,
                            "upgrade",
                            new Version("0.9"),
                            OLD,
                            5L,
                            "reused",
                            "handover",
                            true,
                            "environment reused")),
                    1,
                    1,
                    List.of("data in memory are lost"),
                    "etag"),
            new RolloutRequest(
                    APP,
                    VERSION,
                    WireManifests.PATCH,
                    ID,
                    "role=web",
                    true,
                    Goal.RUNNING,
                    "25%",
                    1,
                    true,
                    2,
                    60,
                    3600,
                    RolloutRequest.OnFailure.ROLLBACK,
                    "zone",
                    true,
                    true,
                    "the new one"),
            ROLLOUT_VIEW,
            new TokenRequest("ci", Role.OPERATOR, "desafio", 3600L, 1, Map.of("role", "web")),
            new TokenView("t_1", "ci", Role.OPERATOR, "desafio", AT, LATER, AT, LATER, 1, "secret"),
            new VersionView("0.1.0", "abc123", 1),
            DESIRED);

    private WireSamples() {}
}
