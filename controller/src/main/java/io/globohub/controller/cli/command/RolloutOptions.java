package io.globohub.controller.cli.command;

import io.globohub.common.protocol.RolloutRequest.OnFailure;
import picocli.CommandLine.Option;

/** How fast and how careful a rollout goes; what is not said is the server's default. */
final class RolloutOptions {
    @Option(names = "--batch", paramLabel = "N|N%%", description = "Hosts at once, such as 2 or 25%%.")
    String batch;

    @Option(names = "--canary", paramLabel = "N", description = "Hosts of a first batch that waits for 'promote'.")
    Integer canary;

    @Option(names = "--auto-promote", description = "Promote the canary by itself once it has baked.")
    boolean autoPromote;

    @Option(names = "--max-failures", paramLabel = "N", description = "Failed hosts that are tolerated.")
    Integer maxFailures;

    @Option(names = "--bake", paramLabel = "SECONDS", description = "How long a batch must stay healthy.")
    Integer bakeSeconds;

    @Option(names = "--deadline", paramLabel = "SECONDS", description = "Bound on the whole rollout.")
    Integer deadlineSeconds;

    @Option(
            names = "--on-failure",
            paramLabel = "WHAT",
            description = "rollback, pause or stop, when too many hosts fail.")
    OnFailure onFailure;

    @Option(names = "--spread-by", paramLabel = "LABEL", description = "Spread batches over this label's values.")
    String spreadBy;

    @Option(names = "--retry", description = "Try again where this very manifest had failed.")
    boolean retry;

    @Option(names = "--comment", paramLabel = "TEXT", description = "For the history.")
    String comment;
}
