package io.globohub.agent.ledger;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A ledger in memory. */
public final class ToldFacts implements Ledger {
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

    @Override
    public boolean hasTold(EventKind kind, AppName app, ManifestId manifest, Instant since) {
        return of(kind).stream().anyMatch(fact -> app.equals(fact.app()) && Objects.equals(manifest, fact.manifest()));
    }

    /** Everything told, in order. */
    public List<Fact> all() {
        return List.copyOf(facts);
    }

    public List<Fact> of(EventKind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind).toList();
    }

    public long count(EventKind kind) {
        return of(kind).size();
    }

    /** Every failure told, in order. */
    public List<Failure> failures() {
        return facts.stream().map(Fact::failure).filter(Objects::nonNull).toList();
    }

    public boolean has(Reason reason) {
        return failures().stream().anyMatch(failure -> failure.reason() == reason);
    }

    public Failure last(Reason reason) {
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
