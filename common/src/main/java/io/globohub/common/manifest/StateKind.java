package io.globohub.common.manifest;

/** Where an app keeps its data: in its own memory (a restart loses it) or somewhere a restart does not touch. */
public enum StateKind {
    MEMORY,
    EXTERNAL
}
