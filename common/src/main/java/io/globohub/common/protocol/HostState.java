package io.globohub.common.protocol;

/** Where a host is in its life with the controller. */
public enum HostState {
    ACTIVE,
    RETIRED
}
