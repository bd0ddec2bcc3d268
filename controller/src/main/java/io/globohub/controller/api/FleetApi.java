package io.globohub.controller.api;

import io.globohub.common.protocol.FleetSummary;
import io.globohub.common.protocol.RolloutView;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.fleet.FleetTally;
import io.globohub.controller.records.Records;
import io.globohub.controller.rollout.RolloutViews;
import java.util.List;

/** The fleet in numbers. */
final class FleetApi {
    private final Records records;
    private final FleetIndex fleet;

    FleetApi(Records records, FleetIndex fleet) {
        this.records = records;
        this.fleet = fleet;
    }

    void summary(Call call) {
        FleetTally.Counts counts = fleet.counts();
        List<RolloutView> running = records.read(session -> session.rollouts().unfinished().stream()
                .filter(rollout -> !rollout.progress().status().isFinished())
                .map(rollout -> RolloutViews.view(rollout, session.rollouts().hosts(rollout.id()), false))
                .toList());
        call.answer(new FleetSummary(
                counts.at(),
                counts.hosts(),
                counts.freshness(),
                counts.versions(),
                counts.drift(),
                running,
                counts.oldestCheckinAt()));
    }
}
