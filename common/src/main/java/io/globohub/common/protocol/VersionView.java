package io.globohub.common.protocol;

/** Which controller this is. */
public record VersionView(String version, String commit, int apiVersion) {}
