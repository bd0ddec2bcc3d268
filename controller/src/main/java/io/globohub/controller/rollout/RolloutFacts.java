package io.globohub.controller.rollout;

import io.globohub.common.manifest.AppName;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers what is seen of hosts, as rollouts need it. Thread-safe. */
final class RolloutFacts {
    private final FleetReader fleet;
    private final Clock clock;

    RolloutFacts(FleetReader fleet, Clock clock) {
        this.fleet = fleet;
        this.clock = clock;
    }

    /** Facts by host id about the active hosts among {@code pictures}. */
    Map<String, HostFacts> of(List<HostPicture> pictures, AppName app, Set<String> busy) {
        Map<String, HostFacts> facts = new HashMap<>();
        pictures.forEach(picture -> facts.put(
                picture.host().id(),
                HostFacts.of(picture, app, busy.contains(picture.host().id()), clock.instant())));
        return facts;
    }

    List<HostPicture> all(Session session) {
        return fleet.all(session);
    }

    /** Hosts on which another rollout than {@code except} of {@code app} is at work or will be. */
    static Set<String> busy(Session session, AppName app, String except) {
        Set<String> busy = new HashSet<>();
        for (Rollout rollout : session.rollouts().unfinished()) {
            if (occupies(rollout, app, except)) {
                atWork(session.rollouts().hosts(rollout.id())).forEach(busy::add);
            }
        }
        return busy;
    }

    /** Whether hosts of {@code rollout} are not free for another one of {@code app}. */
    static boolean occupies(Rollout rollout, AppName app, String except) {
        return rollout.app().equals(app)
                && !rollout.id().equals(except)
                && !rollout.progress().status().isFinished();
    }

    static Stream<String> atWork(List<RolloutHost> hosts) {
        return hosts.stream().filter(RolloutFacts::isAtWork).map(RolloutHost::hostId);
    }

    private static boolean isAtWork(RolloutHost host) {
        return switch (host.status()) {
            case WAITING, UPDATING, BAKING, DONE, FAILED, ROLLING_BACK -> host.batch() > 0;
            case SKIPPED, ROLLED_BACK -> false;
        };
    }
}
