package io.globohub.controller.world;

import io.globohub.common.event.AgentEvent;
import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.CheckinRequest;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.DesiredAnswer;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.Paths;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.DeploymentReport;
import io.globohub.common.state.DesiredState;
import io.globohub.common.state.Environment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Goal;
import io.globohub.common.state.HostMetrics;
import io.globohub.common.state.HostObservation;
import io.globohub.common.state.InstalledVersion;
import io.globohub.common.state.Phase;
import io.globohub.common.state.ProcessReport;
import io.globohub.common.state.Reason;
import io.globohub.common.state.StepReport;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An agent in a test: speaks the real protocol, and "installs" what it is told in an instant. Versions named in {@link
 * #breakVersion} do not come up, and what served before serves on.
 */
public final class FakeAgent {
    private HttpCaller http;
    private final EnrollResponse identity;
    private final Clock clock;
    private final Map<AppName, AppObservation> apps = new TreeMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private final List<AgentEvent> outbox = new ArrayList<>();
    private UnaryOperator<HostMetrics> measured = UnaryOperator.identity();
    private List<StepReport> steps = List.of();
    private String instance = "instance-1";
    private long seq;
    private long generation;
    private int pid = 4711;
    private long freeBytes = 40_000_000_000L;
    private final Map<AppName, Integer> restarts = new TreeMap<>();
    private String etag;

    public FakeAgent(HttpCaller http, EnrollResponse identity, Clock clock) {
        this.http = http;
        this.identity = identity;
        this.clock = clock;
    }

    public String id() {
        return identity.hostId();
    }

    public String name() {
        return identity.name();
    }

    public HttpCaller http() {
        return http;
    }

    /** Goes on with the same memory at another port. */
    public FakeAgent movedTo(int port) {
        http = new HttpCaller(http.client(), port, http.token());
        return this;
    }

    /** As after a restart of the agent itself. */
    public FakeAgent asInstance(String id) {
        instance = id;
        return this;
    }

    /** From now on this version dies when it starts. */
    public FakeAgent breakVersion(String version) {
        broken.add(version);
        return this;
    }

    /** What it measures, made from what it would measure otherwise. */
    public FakeAgent measuring(UnaryOperator<HostMetrics> measure) {
        measured = measure;
        return this;
    }

    /** From now on its deployments report these steps. */
    public FakeAgent takingSteps(List<StepReport> taken) {
        steps = List.copyOf(taken);
        return this;
    }

    /** Fetches the desired state if it has changed and becomes it. */
    public FakeAgent reconcile() {
        HttpAnswer answer =
                etag == null ? http.get(Paths.AGENT_DESIRED) : http.get(Paths.AGENT_DESIRED, "If-None-Match", etag);
        if (answer.status() == 304) {
            return this;
        }
        DesiredState desired = answer.as(DesiredAnswer.class).state();
        etag = answer.header("ETag");
        generation = desired.generation();
        desired.assignments().forEach(this::become);
        return this;
    }

    private void become(Assignment wish) {
        AppObservation now = apps.get(wish.app());
        ManifestId id = wish.manifestId();
        if (wish.goal() == Goal.ABSENT) {
            apps.remove(wish.app());
            return;
        }
        ManifestId active = now == null ? null : now.active();
        if (wish.goal() == Goal.STOPPED) {
            apps.put(wish.app(), observation(wish, active, null, Phase.STOPPED, null));
            return;
        }
        ManifestId running =
                now == null || now.running() == null ? null : now.running().manifestId();
        boolean refresh = wish.restart() > restarts.getOrDefault(wish.app(), 0);
        restarts.put(wish.app(), wish.restart());
        if (id.equals(running)) {
            if (refresh) {
                pid++;
                apps.put(wish.app(), observation(wish, id, id, Phase.SERVING, now.deployment()));
            }
            return;
        }
        if (broken.contains(wish.manifest().version().value())) {
            fail(wish, active, running);
        } else {
            pid++;
            DeploymentReport report = report(wish, active, DeploymentReport.Outcome.SUCCEEDED, null);
            apps.put(wish.app(), observation(wish, id, id, Phase.SERVING, report));
            event(EventKind.DEPLOYMENT_SUCCEEDED, id, id + " serves", null, report);
        }
    }

    private void fail(Assignment wish, ManifestId active, ManifestId running) {
        if (!failed.add(wish.manifestId() + "#" + wish.attempt())) {
            return;
        }
        Failure failure = new Failure(
                Reason.BOOT_FAILED, wish.manifest().version() + " died at import", List.of("ImportError: no module"));
        DeploymentReport report = report(wish, active, DeploymentReport.Outcome.FAILED, failure);
        apps.put(
                wish.app(),
                observation(wish, active, running, running == null ? Phase.STOPPED : Phase.SERVING, report));
        event(EventKind.DEPLOYMENT_FAILED, wish.manifestId(), "deployment failed", failure, report);
    }

    private DeploymentReport report(
            Assignment wish, ManifestId previous, DeploymentReport.Outcome outcome, Failure failure) {
        return new DeploymentReport(
                "dep-" + name() + "-" + wish.generation(),
                wish.manifestId(),
                previous,
                wish.rolloutId(),
                wish.attempt(),
                now(),
                now(),
                outcome,
                null,
                steps,
                failure);
    }

    private AppObservation observation(
            Assignment wish, ManifestId active, ManifestId running, Phase phase, DeploymentReport report) {
        List<InstalledVersion> installed = active == null
                ? List.of()
                : List.of(new InstalledVersion(
                        active.version(), active, wish.manifest().pack().sha256(), now()));
        ProcessReport process = running == null
                ? null
                : new ProcessReport(
                        running,
                        pid,
                        now(),
                        1,
                        0.01,
                        30_000_000,
                        12,
                        wish.manifest().settings().bind());
        return new AppObservation(
                wish.app(),
                wish.goal(),
                active,
                null,
                installed,
                process,
                phase,
                now(),
                0,
                0,
                null,
                null,
                report == null ? null : report.failure(),
                report,
                null,
                List.of(),
                process == null ? null : Environment.of(Map.of("gunicorn", "20.0.4")));
    }

    /** Something else happens to an app: what the agent says of it from now on. */
    public FakeAgent say(AppObservation seen) {
        apps.put(seen.app(), seen);
        return this;
    }

    public AppObservation seen(String app) {
        return apps.get(new AppName(app));
    }

    public FakeAgent event(
            EventKind kind, ManifestId manifest, String message, Failure failure, DeploymentReport deployment) {
        outbox.add(new AgentEvent(
                ++seq,
                now(),
                kind,
                manifest == null ? null : manifest.app(),
                manifest,
                message,
                null,
                failure,
                deployment));
        return this;
    }

    /** Events that were not acknowledged yet. */
    public List<AgentEvent> outbox() {
        return List.copyOf(outbox);
    }

    /** Sends one check-in; what is acknowledged leaves the outbox. */
    public CheckinResponse checkin() {
        CheckinResponse response = http.post(Paths.AGENT_CHECKIN, request()).as(CheckinResponse.class);
        outbox.removeIf(event -> event.seq() <= response.ackSeq());
        return response;
    }

    public CheckinRequest request() {
        List<AgentEvent> oldest =
                outbox.stream().limit(CheckinRequest.MAX_EVENTS).toList();
        return new CheckinRequest(
                instance,
                new HostObservation(
                        now(), "0.1.0", "boot-1", now(), generation, "Debian 12", "3.11.2", List.copyOf(apps.values())),
                metrics(),
                oldest);
    }

    /** From now on its disk has only so much room. */
    public FakeAgent withFreeBytes(long bytes) {
        freeBytes = bytes;
        return this;
    }

    private HostMetrics metrics() {
        return measured.apply(new HostMetrics(
                now(),
                2,
                0.25,
                0.5,
                0.4,
                0.3,
                8_000_000_000L,
                4_000_000_000L,
                0,
                0,
                List.of(new HostMetrics.Filesystem("/", 100_000_000_000L, freeBytes, 1_000_000, 900_000)),
                null,
                50_000_000,
                1.5));
    }

    /** Reconciles, then checks in: one whole turn of an agent. */
    public CheckinResponse turn() {
        reconcile();
        return checkin();
    }

    private Instant now() {
        return clock.instant();
    }
}
