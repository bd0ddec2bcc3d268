package io.globohub.common.protocol;

/** How old a host's last check-in is, by the controller's clock. */
public enum Freshness {
    FRESH,
    STALE,
    LOST
}
