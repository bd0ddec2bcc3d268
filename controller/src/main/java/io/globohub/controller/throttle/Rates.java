package io.globohub.controller.throttle;

/**
 * The limits of one server.
 *
 * @param failedLogins tokens that open nothing, for each address that sends them
 * @param anonymous requests without a token, for each address
 * @param token requests with one operator's token
 * @param host requests of one host's agent
 */
public record Rates(Rate failedLogins, Rate anonymous, Rate token, Rate host) {
    public static final Rates DEFAULT =
            new Rates(new Rate(0.5, 20), new Rate(50, 500), new Rate(500, 2000), new Rate(50, 1000));
}
