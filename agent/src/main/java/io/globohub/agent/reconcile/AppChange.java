package io.globohub.agent.reconcile;

import io.globohub.common.manifest.Manifest;

/** What has to be done for one app. */
public sealed interface AppChange {
    /** Nothing; {@code why} is for people. */
    record Nothing(String why) implements AppChange {}

    /** Bring this release into service. */
    record Deploy(Manifest manifest, int attempt, String rolloutId) implements AppChange {}

    /** See that the active release runs. */
    record KeepRunning(String why) implements AppChange {}

    /** See that nothing of it runs; what is installed stays. */
    record KeepStopped() implements AppChange {}

    /** Give it a fresh process without losing a request, because an operator asked. */
    record Refresh(int request) implements AppChange {}

    /** Stop it and take it off the disk. */
    record Remove() implements AppChange {}
}
