package io.globohub.common.state;

/** What an operator wishes of an app on a host. */
public enum Goal {
    RUNNING,
    STOPPED,
    ABSENT
}
