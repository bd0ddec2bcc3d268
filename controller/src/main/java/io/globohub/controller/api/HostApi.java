package io.globohub.controller.api;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostPatch;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.Page;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.Explainer;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostDesk;
import io.globohub.controller.fleet.HostFilter;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.fleet.HostViews;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.fleet.MetricHistory;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hosts: one, many, and what an operator may change of them. */
final class HostApi {
    static final Set<String> LIST_PARAMETERS =
            Set.of("selector", "state", "freshness", "app", "version", "drift", "name", "limit", "cursor");

    static final Set<String> METRIC_PARAMETERS = Set.of("from", "to", "step");
    private static final int DAY_SECONDS = 24 * 3600;

    private final Records records;
    private final FleetReader fleet;
    private final LiveFleet live;
    private final HostDesk desk;
    private final Clock clock;

    HostApi(Records records, FleetReader fleet, LiveFleet live, HostDesk desk, Clock clock) {
        this.records = records;
        this.fleet = fleet;
        this.live = live;
        this.desk = desk;
        this.clock = clock;
    }

    void list(Call call) {
        HostFilter filter = filter(call.query());
        boolean retired = call.query().value("state", Query.oneOf(HostState.class)) == HostState.RETIRED;
        int limit = call.query().integer("limit", 100, 1, 1000);
        Optional<String> after = call.query().cursor();
        Instant now = clock.instant();
        List<HostSummary> matching =
                records.read(session -> retired ? fleet.retired(session) : fleet.all(session)).stream()
                        .map(picture -> HostViews.summary(picture, now))
                        .filter(filter::accepts)
                        .toList();
        List<HostSummary> rest = matching.stream()
                .filter(host -> after.isEmpty() || key(host).compareTo(after.get()) > 0)
                .toList();
        List<HostSummary> items = rest.stream().limit(limit).toList();
        String next = rest.size() > limit ? Query.cursorAt(key(items.get(limit - 1))) : null;
        call.answer(new Page<>(items, next, (long) matching.size()));
    }

    /** What lists are ordered by: names of retired hosts may repeat. */
    private static String key(HostSummary host) {
        return host.name() + " " + host.id();
    }

    private static HostFilter filter(Query query) {
        String drift = query.text("drift");
        boolean yesOrNo = drift == null || drift.equals("true") || drift.equals("false");
        return new HostFilter(
                selector(query.text("selector")),
                query.values("freshness", Query.oneOf(Freshness.class)),
                query.value("app", value -> new AppName(value).value()),
                query.texts("version"),
                yesOrNo ? query.bool("drift") : null,
                yesOrNo ? null : query.value("drift", Query.oneOf(Drift.Cause.class)),
                query.text("name"));
    }

    private static Selector selector(String text) {
        try {
            return text == null ? null : Selector.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.INVALID_SELECTOR, e.getMessage());
        }
    }

    void show(Call call) {
        HostPicture picture = picture(call);
        call.answer(200, HostViews.detail(picture, clock.instant()), etag(picture.host()));
    }

    void explain(Call call) {
        call.answer(Explainer.explain(picture(call), clock.instant()));
    }

    void metrics(Call call) {
        HostRecord host = picture(call).host();
        Instant from = call.query().instant("from");
        if (from == null) {
            if (call.query().text("to") != null || call.query().text("step") != null) {
                throw new Refused(Reason.BAD_REQUEST, "'to' and 'step' need a 'from'");
            }
            call.answer(live.metrics(host.id(), host.name()));
            return;
        }
        Instant to =
                call.query().text("to") == null ? clock.instant() : call.query().instant("to");
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(MetricHistory.KEPT) > 0) {
            throw new Refused(
                    Reason.BAD_REQUEST,
                    "'from' must lie before 'to', by at most " + MetricHistory.KEPT.toDays() + " days");
        }
        int step = call.query().integer("step", 1, 1, DAY_SECONDS);
        call.answer(live.metrics(host.id(), host.name(), from, to, step));
    }

    private HostPicture picture(Call call) {
        return records.read(session -> fleet.one(session, call.path("host")));
    }

    void patch(Call call) {
        call.bearer().mustChange(null);
        HostPatch patch = call.strictBody(HostPatch.class);
        HostRecord changed =
                desk.patch(call.path("host"), patch, call.who().actor(), host -> call.mustMatch(etag(host)));
        HostPicture picture = records.read(session -> fleet.one(session, changed.id()));
        call.answer(200, HostViews.summary(picture, clock.instant()), etag(changed));
    }

    void retire(Call call) {
        call.bearer().mustChange(null);
        desk.retire(call.path("host"), call.who().actor(), host -> call.mustMatch(etag(host)));
        call.ctx().status(204);
    }

    private static String etag(HostRecord host) {
        return "\"r" + host.revision() + "\"";
    }
}
