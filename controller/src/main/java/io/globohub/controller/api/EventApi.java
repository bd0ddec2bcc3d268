package io.globohub.controller.api;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Page;
import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.history.LedgerVerifier;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import java.util.List;
import java.util.Set;

/** The ledger, page by page. */
final class EventApi {
    static final Set<String> LIST_PARAMETERS =
            Set.of("after", "limit", "kind", "host", "app", "rollout", "actor", "since", "newest", "cursor");
    static final Set<String> HOST_PARAMETERS = Set.of("after", "limit", "kind", "app", "newest", "cursor");

    private final Records records;
    private final LedgerVerifier verifier;

    EventApi(Records records) {
        this.records = records;
        this.verifier = new LedgerVerifier(records);
    }

    void verify(Call call) {
        call.answer(verifier.check(call.query().number("after", 0, 0, Long.MAX_VALUE)));
    }

    void list(Call call) {
        page(call, call.query().text("host"));
    }

    void ofHost(Call call) {
        page(
                call,
                records.read(
                        session -> FleetReader.find(session, call.path("host")).id()));
    }

    private void page(Call call, String host) {
        Query query = call.query();
        int limit = query.integer("limit", 100, 1, 1000);
        boolean newest = Boolean.TRUE.equals(query.bool("newest"));
        long after = query.cursor().map(EventApi::seq).orElseGet(() -> query.number("after", 0, 0, Long.MAX_VALUE));
        EventKind kind = query.value("kind", Query.oneOf(EventKind.class));
        EventFilter filter = new EventFilter(
                after,
                newest ? limit : limit + 1,
                newest,
                kind == null ? null : kind.code(),
                host,
                query.text("app"),
                query.text("rollout"),
                query.text("actor"),
                query.instant("since"));
        List<EventView> found = records.read(session -> session.ledger().page(filter));
        List<EventView> items = found.stream().limit(limit).toList();
        String next = found.size() > limit
                ? Query.cursorAt(Long.toString(items.get(limit - 1).seq()))
                : null;
        call.answer(new Page<>(items, next, null));
    }

    private static long seq(String cursor) {
        if (!cursor.matches("\\d{1,18}")) {
            throw new Refused(Reason.BAD_REQUEST, "the cursor is none of those given with an earlier page");
        }
        return Long.parseLong(cursor);
    }
}
