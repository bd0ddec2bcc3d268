package io.globohub.agent.upkeep;

import java.util.Map;
import java.util.TreeMap;

/** The findings by app, as they are kept across restarts of the agent. */
public record Findings(Map<String, Finding> byApp) {
    public Findings {
        byApp = new TreeMap<>(byApp == null ? Map.of() : byApp);
    }
}
