package io.globohub.controller.rollout;

import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutRequest;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.records.Answers.Answer;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Ids;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.RolloutPolicy;
import io.globohub.controller.records.RolloutProgress;
import io.globohub.controller.records.Session;
import io.globohub.controller.rollout.Plan.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans rollouts and starts them. Thread-safe. */
public final class RolloutStart {
    private static final Duration ANSWERS_KEPT = Duration.ofHours(24);

    private final Records records;
    private final RolloutFacts facts;
    private final RequestCheck check;
    private final ManifestMaker manifests;
    private final Ids ids;
    private final Clock clock;
    private final Runnable newsForRollouts;
    private final Instant settledAt;

    /** @param isNew false when the request was a repetition under its Idempotency-Key */
    public record Started(RolloutView rollout, boolean isNew) {}

    /** @param settledAt before this instant the silence of a host means nothing: the controller itself was away */
    public RolloutStart(
            Records records,
            FleetReader fleet,
            ManifestMaker manifests,
            Ids ids,
            Clock clock,
            Runnable newsForRollouts,
            Instant settledAt) {
        this.records = records;
        this.facts = new RolloutFacts(fleet, clock);
        this.check = new RequestCheck(manifests);
        this.manifests = manifests;
        this.ids = ids;
        this.clock = clock;
        this.newsForRollouts = newsForRollouts;
        this.settledAt = settledAt;
    }

    /** What the request would do; changes nothing. */
    public RolloutPlan plan(RolloutRequest request, Principal.Bearer who) {
        return records.read(session -> RolloutViews.plan(planned(session, request, who)));
    }

    /**
     * Starts the rollout.
     *
     * @param planEtag of the plan that was looked at: refused when the fleet is no longer as it was then; null trusts
     * @param idempotencyKey a repetition with the same key and request answers with the first one's rollout; or null
     */
    public Started start(RolloutRequest request, Principal.Bearer who, String planEtag, String idempotencyKey) {
        String digest = CanonicalJson.digest(request).hex();
        Started started = records.write(session -> {
            Optional<Rollout> repeated = repeated(session, who, idempotencyKey, digest);
            if (repeated.isPresent()) {
                return new Started(view(session, repeated.get()), false);
            }
            Plan plan = planned(session, request, who);
            if (planEtag != null && !planEtag.equals(RolloutViews.plan(plan).planEtag())) {
                throw new Refused(
                        Reason.PRECONDITION_FAILED, "the fleet has changed since that plan was made: plan again");
            }
            refuseConflict(session, plan);
            Started added = add(session, plan, who.actor());
            if (idempotencyKey != null) {
                session.answers().forgetBefore(clock.instant().minus(ANSWERS_KEPT));
                session.answers()
                        .add(new Answer(
                                who.actor(),
                                idempotencyKey,
                                digest,
                                added.rollout().id(),
                                clock.instant()));
            }
            return added;
        });
        newsForRollouts.run();
        return started;
    }

    private static RolloutView view(Session session, Rollout rollout) {
        return RolloutViews.view(rollout, session.rollouts().hosts(rollout.id()));
    }

    private static Optional<Rollout> repeated(Session session, Principal.Bearer who, String key, String digest) {
        Optional<Answer> answer =
                key == null ? Optional.empty() : session.answers().once(who.actor(), key, digest);
        return answer.flatMap(found -> session.rollouts().byId(found.subject()));
    }

    private Plan planned(Session session, RolloutRequest request, Principal.Bearer who) {
        PlanInput input = check.check(session, request);
        who.mustChange(input.app());
        List<HostPicture> selected = facts.all(session).stream()
                .filter(picture -> input.selector()
                        .matches(picture.host().name(), picture.host().labels()))
                .toList();
        if (selected.isEmpty()) {
            String selector = input.selector().toString();
            throw new Refused(
                    Reason.NO_HOSTS_SELECTED,
                    selector.isEmpty() ? "there are no hosts yet" : "no host matches '" + selector + "'");
        }
        Map<String, HostFacts> known = facts.of(selected, input.app(), Set.of());
        Map<HostRecord, HostFacts> hosts = new LinkedHashMap<>();
        selected.forEach(picture -> hosts.put(
                picture.host(),
                listenedTo(picture.host(), known.get(picture.host().id()))));
        return RolloutPlanner.plan(input, hosts);
    }

    /** Shortly after the controller's own start a host may only seem silent: its turn waits until that is known. */
    private HostFacts listenedTo(HostRecord host, HostFacts facts) {
        boolean unknown = clock.instant().isBefore(settledAt) && host.lostAt() == null;
        return unknown ? facts.takenForFresh() : facts;
    }

    private static void refuseConflict(Session session, Plan plan) {
        Set<String> busy = RolloutFacts.busy(session, plan.input().app(), null);
        List<String> both = plan.places().stream()
                .filter(place -> busy.contains(place.planned().id()))
                .map(place -> place.planned().name())
                .limit(5)
                .toList();
        if (!both.isEmpty()) {
            throw new Refused(
                    Reason.ROLLOUT_CONFLICT,
                    "another rollout of " + plan.input().app() + " is at work on " + String.join(", ", both));
        }
    }

    private Started add(Session session, Plan plan, String actor) {
        PlanInput input = plan.input();
        Instant now = clock.instant();
        if (input.manifest() != null) {
            manifests.store(session, input.manifest(), actor);
        }
        RolloutPolicy policy = new RolloutPolicy(
                input.batch().text(),
                plan.batchLimit(),
                input.canary(),
                input.autoPromote(),
                input.maxFailures(),
                input.bakeSeconds(),
                input.deadlineSeconds() == null ? null : now.plusSeconds(input.deadlineSeconds()),
                input.onFailure(),
                input.spreadBy(),
                input.retry());
        Rollout rollout = new Rollout(
                ids.next("ro"),
                input.app(),
                input.manifest() == null ? null : input.manifest().version(),
                input.manifestId(),
                input.goal(),
                input.selector().toString(),
                policy,
                RolloutProgress.starting(plan.batches()),
                actor,
                input.comment(),
                now,
                1);
        List<RolloutHost> hosts =
                plan.places().stream().map(place -> host(rollout, place)).toList();
        session.rollouts().add(rollout, hosts);
        RolloutView view = RolloutViews.view(rollout, hosts);
        // each host that is told has an entry of its own: a list of thousands here would be read by whoever reads
        // history
        session.ledger()
                .append(NewEvent.of(EventKind.ROLLOUT_STARTED, actor, started(plan))
                        .ofApp(rollout.app(), rollout.version())
                        .inRollout(rollout.id())
                        .withBody(RolloutViews.summary(rollout, RolloutViews.counts(hosts))));
        return new Started(view, true);
    }

    private static String started(Plan plan) {
        String what = plan.input().isRestart()
                ? plan.input().app() + " restarted"
                : plan.input().manifestId() == null
                        ? plan.input().app() + " " + plan.input().goal().name().toLowerCase(java.util.Locale.ROOT)
                        : plan.input().manifestId().toString();
        return "rollout of " + what + " over " + Many.hosts(plan.changes()) + " in " + Many.batches(plan.batches());
    }

    static RolloutHost host(Rollout rollout, Place place) {
        boolean ends = !place.isChange();
        HostStatus status = place.skip() != null ? HostStatus.SKIPPED : ends ? HostStatus.DONE : HostStatus.WAITING;
        return new RolloutHost(
                rollout.id(),
                place.planned().id(),
                place.planned().name(),
                place.planned().batch(),
                status,
                place.target(),
                place.fromManifest(),
                place.fromGoal(),
                false,
                0,
                0,
                null,
                place.skip(),
                ends ? place.planned().detail() : null,
                List.of(),
                null,
                null,
                ends ? rollout.createdAt() : null);
    }
}
