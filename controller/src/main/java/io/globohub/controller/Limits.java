package io.globohub.controller;

import io.globohub.controller.api.Entrance;
import io.globohub.controller.throttle.Rate;
import io.globohub.controller.throttle.Rates;

/**
 * How much of a server one sender may take, as far as somebody said so: null stays as it is by default.
 *
 * @param tokenRate requests a second with one token
 * @param hostRate requests a second of one host's agent
 * @param anonymousRate requests a second without a token, from one address
 * @param failedLoginRate tokens a second that open nothing, from one address
 * @param connections at once
 * @param connectionsPerAddress of them from one address
 */
public record Limits(
        Double tokenRate,
        Double hostRate,
        Double anonymousRate,
        Double failedLoginRate,
        Integer connections,
        Integer connectionsPerAddress) {
    private static final double MOST_PER_SECOND = 1e6;

    public Limits {
        mustBeRate("token rate", tokenRate);
        mustBeRate("host rate", hostRate);
        mustBeRate("anonymous rate", anonymousRate);
        mustBeRate("failed-login rate", failedLoginRate);
    }

    private static void mustBeRate(String what, Double said) {
        if (said != null && !(said > 0 && said <= MOST_PER_SECOND)) {
            throw new IllegalArgumentException("the " + what + " must be above 0 and at most 1000000");
        }
    }

    /** {@code entrance} with what was said. */
    Entrance over(Entrance entrance) {
        Rates rates = entrance.rates();
        return entrance.withRates(new Rates(
                        rate(failedLoginRate, rates.failedLogins()),
                        rate(anonymousRate, rates.anonymous()),
                        rate(tokenRate, rates.token()),
                        rate(hostRate, rates.host())))
                .withConnections(
                        connections == null ? entrance.connections() : connections,
                        connectionsPerAddress == null ? entrance.connectionsPerAddress() : connectionsPerAddress);
    }

    /** The burst grows and shrinks with the rate: it is so many seconds' worth. */
    private static Rate rate(Double said, Rate usual) {
        if (said == null) {
            return usual;
        }
        long burst = Math.round(said * usual.burst() / usual.perSecond());
        return new Rate(said, (int) Math.max(1, burst));
    }
}
