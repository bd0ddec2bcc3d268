package io.globohub.agent.probe;

/** What one probe found; {@code detail} is for people. */
public sealed interface Verdict {
    String detail();

    double seconds();

    record Healthy(String detail, double seconds) implements Verdict {}

    record Unhealthy(String detail, double seconds) implements Verdict {}

    default boolean isHealthy() {
        return this instanceof Healthy;
    }
}
