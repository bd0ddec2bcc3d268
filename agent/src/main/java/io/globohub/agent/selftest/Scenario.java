package io.globohub.agent.selftest;

import io.globohub.common.event.EventKind;
import java.util.Set;

/** A change during which the agent is killed. */
public enum Scenario {
    FIRST_DEPLOYMENT("first deployment", TinyApp.Kind.GOOD, false),
    /** Every one leaves a version too many, which is pruned. */
    UPGRADE("upgrade and pruning", TinyApp.Kind.GOOD, false),
    OTHER_REQUIREMENTS("upgrade with other requirements", TinyApp.Kind.GOOD, true),
    DIES_AT_IMPORT("upgrade that dies at import", TinyApp.Kind.DIES_AT_IMPORT, false),
    DIES_ONCE_LIVE("upgrade that dies once live", TinyApp.Kind.DIES_ONCE_LIVE, false),
    LOCAL_ROLLBACK("rollback on the host", null, false);

    private final String words;
    private final TinyApp.Kind kind;
    private final boolean otherRequirements;

    Scenario(String words, TinyApp.Kind kind, boolean otherRequirements) {
        this.words = words;
        this.kind = kind;
        this.otherRequirements = otherRequirements;
    }

    /** What is deployed; null when nothing new is. */
    TinyApp.Kind kind() {
        return kind;
    }

    boolean needsOtherRequirements() {
        return otherRequirements;
    }

    boolean succeeds() {
        return kind == null || kind == TinyApp.Kind.GOOD;
    }

    /** The outcomes of the deployment that are right. */
    Set<EventKind> outcomes() {
        return succeeds()
                ? Set.of(EventKind.DEPLOYMENT_SUCCEEDED)
                : Set.of(EventKind.DEPLOYMENT_FAILED, EventKind.DEPLOYMENT_ROLLED_BACK);
    }

    @Override
    public String toString() {
        return words;
    }
}
