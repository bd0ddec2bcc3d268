package io.globohub.controller.api;

import io.globohub.common.protocol.FleetSummary;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.RolloutView;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.FleetTally;
import io.globohub.controller.fleet.PastFleet;
import io.globohub.controller.records.Records;
import io.globohub.controller.rollout.RolloutViews;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The fleet in numbers. */
final class FleetApi {
    private final Records records;
    private final FleetIndex fleet;
    private final Clock clock;

    FleetApi(Records records, FleetIndex fleet, Clock clock) {
        this.records = records;
        this.fleet = fleet;
        this.clock = clock;
    }

    void summary(Call call) {
        Optional<Instant> asOf = call.query().past("as_of", clock.instant());
        if (asOf.isPresent()) {
            call.answer(view(FleetTally.of(hosts(records, asOf.get()), asOf.get()), List.of()));
            return;
        }
        FleetTally.Counts counts = fleet.counts();
        List<RolloutView> running = records.read(session -> session.rollouts().unfinished().stream()
                .filter(rollout -> !rollout.progress().status().isFinished())
                .map(rollout -> RolloutViews.summary(rollout, session.rollouts().hostCounts(rollout.id())))
                .toList());
        call.answer(view(counts, running));
    }

    /** The fleet as it was. */
    static List<HostSummary> hosts(Records records, Instant at) {
        return PastFleet.of(records.read(session -> session.past().at(at)), at);
    }

    private static FleetSummary view(FleetTally.Counts counts, List<RolloutView> running) {
        return new FleetSummary(
                counts.at(),
                counts.hosts(),
                counts.freshness(),
                counts.versions(),
                counts.drift(),
                running,
                counts.oldestCheckinAt());
    }
}
