package io.globohub.controller.rollout;

import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.RolloutHost;
import io.globohub.controller.records.Session;
import io.globohub.controller.rollout.Decision.HostStep;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Carries decisions out, and wakes the agents of the hosts that were told something, once it is on disk. Thread-safe. */
public final class RolloutApply {
    private final Records records;
    private final RolloutFacts facts;
    private final Consumer<Collection<String>> wake;
    private final Clock clock;

    /** @param wake is given the ids of hosts whose desired state has changed */
    public RolloutApply(Records records, FleetReader fleet, Consumer<Collection<String>> wake, Clock clock) {
        this.records = records;
        this.facts = new RolloutFacts(fleet, clock);
        this.wake = wake;
        this.clock = clock;
    }

    private record Written<T>(List<String> woken, T answer) {}

    /** Runs {@code work}, which answers with the hosts that were told something; then {@code answer} in the same look. */
    <T> T write(Function<Session, List<String>> work, Function<Session, T> answer) {
        Written<T> written = records.write(session -> new Written<>(work.apply(session), answer.apply(session)));
        wake.accept(written.woken());
        return written.answer();
    }

    Board board(Session session, Rollout rollout) {
        return new Board(rollout, session.rollouts().hosts(rollout.id()), facts(session, rollout), clock.instant());
    }

    Map<String, HostFacts> facts(Session session, Rollout rollout) {
        return facts.of(facts.all(session), rollout.app(), RolloutFacts.busy(session, rollout.app(), rollout.id()));
    }

    /**
     * Writes one decision about {@code rollout}; refuses when somebody changed it meanwhile.
     *
     * @param actor who caused it
     * @return ids of the hosts whose desired state has changed
     */
    List<String> apply(Session session, Rollout rollout, Decision decision, String actor) {
        if (!session.rollouts().update(rollout.with(decision.progress()))) {
            throw new Refused(Reason.CONFLICT, "the rollout has just changed: look again");
        }
        List<String> told = new ArrayList<>();
        for (HostStep step : decision.steps()) {
            RolloutHost host = step.host();
            if (step.assign() != null) {
                host = Assigner.assign(session, rollout, host, step.assign(), actor);
                told.add(host.hostId());
            }
            session.rollouts().updateHost(host);
        }
        for (NewEvent event : decision.events()) {
            session.ledger().append(actor.equals(NewEvent.CONTROLLER) ? event : event.by(actor));
        }
        return told;
    }
}
