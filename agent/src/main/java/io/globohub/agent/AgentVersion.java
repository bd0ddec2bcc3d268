package io.globohub.agent;

/** Which agent this is, from the manifest of its jar. */
public final class AgentVersion {
    private AgentVersion() {}

    public static String value() {
        String version = AgentVersion.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
