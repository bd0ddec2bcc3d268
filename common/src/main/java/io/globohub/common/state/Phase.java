package io.globohub.common.state;

/** Where the process of an app is in its life. */
public enum Phase {
    /** Started, no good probe yet. */
    STARTING,
    /** The last probes were good. */
    SERVING,
    /** Alive, but probes fail; not yet restarted. */
    FAILING,
    /** Dead, waiting for its next start. */
    BACKOFF,
    /** Died too often; tried again only rarely. */
    CRASH_LOOP,
    /** Not running, as wished. */
    STOPPED
}
