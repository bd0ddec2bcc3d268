package io.globohub.agent.python;

import java.time.Duration;

/**
 * How long each act on an environment may take before it is ended.
 *
 * @param ask to have the interpreter say who it is
 * @param create to make an empty environment, or the one that holds pip
 * @param install to have pip install all requirements
 * @param prove to import gunicorn and look for the entry point
 */
public record Deadlines(Duration ask, Duration create, Duration install, Duration prove) {
    public static final Deadlines DEFAULT =
            new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(3), Duration.ofMinutes(30), Duration.ofMinutes(1));
}
