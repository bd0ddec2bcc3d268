package io.globohub.controller.api;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutRequest;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.rollout.RolloutActions;
import io.globohub.controller.rollout.RolloutStart;
import io.globohub.controller.rollout.RolloutViews;
import java.util.List;
import java.util.Set;

/** Rollouts: planned, started, watched, and steered. */
final class RolloutApi {
    static final Set<String> LIST_PARAMETERS = Set.of("app", "status", "limit", "cursor");

    private final Records records;
    private final RolloutStart start;
    private final RolloutActions actions;

    RolloutApi(Records records, RolloutStart start, RolloutActions actions) {
        this.records = records;
        this.start = start;
        this.actions = actions;
    }

    void start(Call call) {
        RolloutRequest request = call.strictBody(RolloutRequest.class);
        if (Boolean.TRUE.equals(call.query().bool("dry_run"))) {
            RolloutPlan plan = start.plan(request, call.bearer());
            call.answer(200, plan, plan.planEtag());
            return;
        }
        RolloutStart.Started started =
                start.start(request, call.bearer(), planEtag(call.ctx().header("If-Match")), call.idempotencyKey());
        call.ctx().header("Location", "/v1/rollouts/" + started.rollout().id());
        call.answer(started.isNew() ? 201 : 200, started.rollout());
    }

    /** Null when the starter trusts whatever the fleet is like now. */
    private static String planEtag(String ifMatch) {
        List<String> tags = Call.tags(ifMatch);
        return tags.isEmpty() || tags.contains("*") ? null : tags.get(0);
    }

    void list(Call call) {
        AppName app = call.query().value("app", AppName::new);
        Status status = call.query().value("status", Query.oneOf(Status.class));
        int limit = call.query().integer("limit", 50, 1, 500);
        String before = call.query().cursor().orElse(null);
        call.answer(records.read(session -> {
            List<Rollout> found = session.rollouts().newest(app, status, before, limit + 1);
            List<RolloutView> items = found.stream()
                    .limit(limit)
                    .map(rollout ->
                            RolloutViews.summary(rollout, session.rollouts().hostCounts(rollout.id())))
                    .toList();
            String next =
                    found.size() > limit ? Query.cursorAt(items.get(limit - 1).id()) : null;
            return new Page<>(items, next, null);
        }));
    }

    void show(Call call) {
        RolloutActions.Seen seen = actions.get(call.path("id"));
        call.answer(200, seen.view(), etag(seen.revision()));
    }

    void act(Call call) {
        RolloutActions.Seen seen = actions.act(
                call.path("id"),
                RolloutActions.Action.named(call.path("action")),
                call.bearer(),
                revision -> call.matchesIfSaid(etag(revision)));
        call.answer(200, seen.view(), etag(seen.revision()));
    }

    private static String etag(long revision) {
        return "\"r" + revision + "\"";
    }
}
