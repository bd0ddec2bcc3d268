package io.globohub.controller.rollout;

import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Carries decisions out. The agents of hosts that were told something wake by the store's feed of changes. Thread-safe. */
public final class RolloutApply {
    private final Records records;
    private final RolloutFacts facts;
    private final Clock clock;

    public RolloutApply(Records records, FleetReader fleet, Clock clock) {
        this.records = records;
        this.facts = new RolloutFacts(fleet, clock);
        this.clock = clock;
    }

    /** Runs {@code work} in one transaction, before what thousands of hosts tell: they wait for what it decides. */
    <T> T write(Function<Session, T> work) {
        return records.writeAhead(work);
    }

    /** Runs {@code work}, then {@code answer} in the same look. */
    <T> T write(Consumer<Session> work, Function<Session, T> answer) {
        return records.writeAhead(session -> {
            work.accept(session);
            return answer.apply(session);
        });
    }

    Instant now() {
        return clock.instant();
    }

    Board board(Session session, Rollout rollout) {
        return new Board(rollout, session.rollouts().hosts(rollout.id()), facts(session, rollout), clock.instant());
    }

    Map<String, HostFacts> facts(Session session, Rollout rollout) {
        return facts.of(facts.all(session), rollout.app(), RolloutFacts.busy(session, rollout.app(), rollout.id()));
    }

    Map<String, HostFacts> facts(List<HostPicture> pictures, Rollout rollout, Set<String> busy) {
        return facts.of(pictures, rollout.app(), busy);
    }

    /**
     * Writes one decision about {@code rollout}; refuses when somebody changed it meanwhile.
     *
     * @param actor who caused it
     * @return the hosts that changed, as they stand in the rollout now
     */
    List<RolloutHost> apply(Session session, Rollout rollout, Decision decision, String actor) {
        if (!session.rollouts().update(rollout.with(decision.progress()))) {
            throw new Refused(Reason.CONFLICT, "the rollout has just changed: look again");
        }
        List<RolloutHost> changed = Assigner.assign(session, rollout, decision.steps(), actor);
        session.rollouts().updateHosts(changed);
        for (NewEvent event : decision.events()) {
            session.ledger().append(actor.equals(NewEvent.CONTROLLER) ? event : event.by(actor));
        }
        return changed;
    }
}
