package io.globohub.common.state;

/** Where the numbers of what an app uses come from. */
public enum Accounting {
    /** Of the app's own control group: exact, with everything that ever ran in it. */
    CGROUP,
    /** Summed over its processes from {@code /proc}; pages that processes share count once in each. */
    PROC
}
