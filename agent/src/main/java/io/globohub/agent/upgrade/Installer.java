package io.globohub.agent.upgrade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The unit that installs packages, as the agent reaches it. Thread-safe. */
public interface Installer {
    /** Why there is none to be reached here; empty when there is one. */
    Optional<String> absence();

    /**
     * Gives an order; durable when this returns.
     *
     * @param pack the pack with the package, or null for the way back
     */
    void order(UpgradeOrder order, Path pack) throws IOException;

    /** Takes back an order that nobody has begun. */
    void withdraw() throws IOException;

    /** What it said last. */
    Optional<InstallerWord> word() throws IOException;

    /** Tells it that this agent, started by order {@code id}, works: a controller has acknowledged its check-in. */
    void confirm(String id) throws IOException;
}
