package io.globohub.agent;

import io.globohub.common.build.Build;

/** Which agent this is. */
public final class AgentVersion {
    private static final Build BUILD = Build.ofThis();

    private AgentVersion() {}

    public static String value() {
        return BUILD.version();
    }

    /** With the commit it was built from. */
    public static String whole() {
        return BUILD.toString();
    }
}
