package io.globohub.controller.api;

import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.RolloutView;
import io.globohub.controller.fleet.FleetCount;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostViews;
import io.globohub.controller.records.Records;
import io.globohub.controller.rollout.RolloutViews;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The fleet in numbers. */
final class FleetApi {
    private final Records records;
    private final FleetReader fleet;
    private final Clock clock;

    FleetApi(Records records, FleetReader fleet, Clock clock) {
        this.records = records;
        this.fleet = fleet;
        this.clock = clock;
    }

    void summary(Call call) {
        Instant now = clock.instant();
        call.answer(records.read(session -> {
            List<HostSummary> hosts = fleet.all(session).stream()
                    .map(picture -> HostViews.summary(picture, now))
                    .toList();
            List<RolloutView> running = session.rollouts().unfinished().stream()
                    .filter(rollout -> !rollout.progress().status().isFinished())
                    .map(rollout ->
                            RolloutViews.view(rollout, session.rollouts().hosts(rollout.id()), false))
                    .toList();
            return FleetCount.of(hosts, running, now);
        }));
    }
}
