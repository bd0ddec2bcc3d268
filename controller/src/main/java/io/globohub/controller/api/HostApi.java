package io.globohub.controller.api;

import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Drift;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostPatch;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.Page;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostDesk;
import io.globohub.controller.fleet.HostFilter;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.fleet.HostPlanner;
import io.globohub.controller.fleet.HostViews;
import io.globohub.controller.fleet.IndexedHost;
import io.globohub.controller.fleet.LiveFleet;
import io.globohub.controller.fleet.MetricHistory;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hosts: one, many, and what an operator may change of them. */
final class HostApi {
    static final Set<String> LIST_PARAMETERS =
            Set.of("selector", "state", "freshness", "app", "version", "drift", "name", "as_of", "limit", "cursor");

    static final Set<String> METRIC_PARAMETERS = Set.of("from", "to", "step");
    private static final int DAY_SECONDS = 24 * 3600;

    private final Records records;
    private final FleetIndex index;
    private final FleetReader fleet;
    private final LiveFleet live;
    private final HostDesk desk;
    private final Clock clock;

    HostApi(Records records, FleetIndex index, FleetReader fleet, LiveFleet live, HostDesk desk, Clock clock) {
        this.records = records;
        this.index = index;
        this.fleet = fleet;
        this.live = live;
        this.desk = desk;
        this.clock = clock;
    }

    void list(Call call) {
        HostFilter filter = filter(call.query());
        boolean retired = call.query().value("state", Query.oneOf(HostState.class)) == HostState.RETIRED;
        int limit = call.query().integer("limit", 100, 1, 1000);
        String after = call.query().cursor().orElse("");
        List<HostSummary> items = new ArrayList<>();
        long total = 0;
        boolean more = false;
        for (HostSummary host : asked(retired, call.query().past("as_of", clock.instant()))) {
            if (filter.accepts(host)) {
                total++;
                boolean here = IndexedHost.key(host).compareTo(after) > 0;
                if (here && items.size() < limit) {
                    items.add(host);
                } else {
                    more |= here;
                }
            }
        }
        String next = more ? Query.cursorAt(IndexedHost.key(items.get(limit - 1))) : null;
        call.answer(new Page<>(items, next, total));
    }

    private List<HostSummary> asked(boolean retired, Optional<Instant> asOf) {
        if (retired && asOf.isPresent()) {
            throw new Refused(Reason.BAD_REQUEST, "as_of shows the hosts that were active then: leave state out");
        }
        return retired ? retired() : asOf.map(at -> FleetApi.hosts(records, at)).orElseGet(index::all);
    }

    private List<HostSummary> retired() {
        Instant now = clock.instant();
        return records.read(fleet::retired).stream()
                .map(picture -> HostViews.summary(picture, now))
                .toList();
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
                HostFilter.glob(query.text("name")));
    }

    private static Selector selector(String text) {
        try {
            return text == null ? null : Selector.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.INVALID_SELECTOR, e.getMessage());
        }
    }

    void show(Call call) {
        Optional<Instant> asOf = call.query().past("as_of", clock.instant());
        if (asOf.isPresent()) {
            call.answer(HostDetail.ofThePast(was(call.path("host"), asOf.get())));
            return;
        }
        HostPicture picture = picture(call);
        call.answer(200, HostViews.detail(picture, clock.instant()), etag(picture.host()));
    }

    private HostSummary was(String idOrName, Instant at) {
        return FleetApi.hosts(records, at).stream()
                .filter(host -> host.id().equals(idOrName) || host.name().equals(idOrName))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        Reason.HOST_NOT_FOUND,
                        "there was no host '" + idOrName + "' at " + at + ": see GET /v1/hosts?as_of="));
    }

    void explain(Call call) {
        call.answer(records.read(session -> fleet.explain(session, call.path("host"))));
    }

    void plan(Call call) {
        call.answer(HostPlanner.plan(picture(call), clock.instant()));
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
