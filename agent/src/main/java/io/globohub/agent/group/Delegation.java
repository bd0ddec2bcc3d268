package io.globohub.agent.group;

import java.util.List;

/** Whether systemd has given the agent a part of the unified hierarchy to divide up among its apps. Pure. */
public sealed interface Delegation {
    /** The name that the unit gives the agent's own group ({@code DelegateSubgroup=}). */
    String AGENT = "agent";

    /** @param unit path of the unit's group below the mount point, without a slash before it */
    record Given(String unit) implements Delegation {}

    /** @param why a sentence for people */
    record Missing(String why) implements Delegation {}

    /**
     * @param selfCgroup text of {@code /proc/self/cgroup}
     * @param isUnified whether the unified hierarchy is mounted where systemd mounts it
     */
    static Delegation of(String selfCgroup, boolean isUnified) {
        List<String> lines = selfCgroup.lines().toList();
        if (!isUnified || lines.size() != 1 || !lines.get(0).startsWith("0::/")) {
            return new Missing("this host has the older control groups (v1)");
        }
        String path = lines.get(0).substring("0::/".length());
        if (path.split("/").length < 2 || !path.endsWith("/" + AGENT)) {
            return new Missing(
                    "the agent has no group of its own inside its unit: that takes its package and systemd 254");
        }
        return new Given(path.substring(0, path.length() - AGENT.length() - 1));
    }
}
