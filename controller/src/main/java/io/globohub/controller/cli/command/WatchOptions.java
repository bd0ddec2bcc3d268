package io.globohub.controller.cli.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Whether and how long a started rollout is followed. */
final class WatchOptions {
    @Option(names = "--detach", description = "Do not follow the rollout.")
    boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "Stop following after, such as 10m (ends with 75); the rollout goes on.")
    Duration timeout;
}
