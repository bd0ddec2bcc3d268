package io.globohub.controller.cli.command;

import picocli.CommandLine.Option;

/** How much of a server one sender may take. What is not said stays as it is by default. */
final class LimitOptions {
    @Option(
            names = "--token-rate",
            paramLabel = "N",
            description = "Requests a second with one token, four times as many at once (500).")
    Double token;

    @Option(
            names = "--host-rate",
            paramLabel = "N",
            description = "Requests a second of one host's agent, twenty times as many at once (50).")
    Double host;

    @Option(
            names = "--anonymous-rate",
            paramLabel = "N",
            description = "Requests a second without a token from one address, ten times as many at once (50).")
    Double anonymous;

    @Option(
            names = "--failed-login-rate",
            paramLabel = "N",
            description = "Tokens a second that open nothing, from one address, forty times as many at once (0.5).")
    Double failedLogins;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections at once; an agent holds two (25000). More of them wait.")
    Integer connections;

    @Option(
            names = "--connections-per-address",
            paramLabel = "N",
            description =
                    "Of them from one address that is neither this machine nor a trusted proxy (2000). Agents behind"
                            + " one address translation count together.")
    Integer perAddress;
}
