package io.globohub.controller.api;

import io.globohub.common.protocol.PackageUse;
import io.globohub.common.protocol.Page;
import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.VersionConstraint;
import io.globohub.controller.records.Refused;
import java.util.List;
import java.util.Set;

/** Which hosts serve which Python packages. */
final class PackageApi {
    static final Set<String> PARAMETERS = Set.of("name", "version", "grouped", "limit", "cursor");

    private final FleetIndex fleet;

    PackageApi(FleetIndex fleet) {
        this.fleet = fleet;
    }

    void list(Call call) {
        Query query = call.query();
        String name = query.text("name");
        VersionConstraint versions = query.value("version", VersionConstraint::parse);
        boolean grouped = Boolean.TRUE.equals(query.bool("grouped"));
        int limit = query.integer("limit", 100, 1, 1000);
        int from = query.cursor().map(PackageApi::position).orElse(0);
        List<PackageUse> all = fleet.packages(name, versions, grouped);
        int to = Math.min(all.size(), from + limit);
        List<PackageUse> items = from < all.size() ? all.subList(from, to) : List.of();
        String next = to < all.size() ? Query.cursorAt(Integer.toString(to)) : null;
        call.answer(new Page<>(items, next, (long) all.size()));
    }

    private static int position(String cursor) {
        if (!cursor.matches("\\d{1,9}")) {
            throw new Refused(Reason.BAD_REQUEST, "the cursor is none of those given with an earlier page");
        }
        return Integer.parseInt(cursor);
    }
}
