package io.globohub.agent.reconcile;

import io.globohub.agent.ledger.Ledger;
import io.globohub.common.event.EventKind;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A ledger in memory. */
final class ToldFacts implements Ledger {
    private final List<Fact> facts = new CopyOnWriteArrayList<>();

    @Override
    public void record(Fact fact) {
        facts.add(fact);
    }

    @Override
    public boolean hasOutcomeOf(String deploymentId) {
        return facts.stream()
                .anyMatch(fact -> fact.deployment() != null
                        && fact.deployment().id().equals(deploymentId)
                        && fact.deployment().outcome() != null);
    }

    List<Fact> of(EventKind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind).toList();
    }

    long count(EventKind kind) {
        return of(kind).size();
    }

    /** Every failure told, in order. */
    List<Failure> failures() {
        return facts.stream().map(Fact::failure).filter(Objects::nonNull).toList();
    }

    boolean has(Reason reason) {
        return failures().stream().anyMatch(failure -> failure.reason() == reason);
    }

    Failure last(Reason reason) {
        return failures().stream()
                .filter(failure -> failure.reason() == reason)
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError(reason + " was not told, but " + facts));
    }

    @Override
    public String toString() {
        return String.join(
                "\n",
                facts.stream()
                        .map(fact -> fact.kind() + ": " + fact.message()
                                + (fact.failure() == null
                                        ? ""
                                        : " [" + fact.failure().reason() + "]"))
                        .toList());
    }
}
