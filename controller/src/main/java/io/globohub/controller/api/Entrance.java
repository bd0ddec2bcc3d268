package io.globohub.controller.api;

import io.globohub.controller.throttle.Rates;
import io.globohub.controller.tls.TlsFiles;
import java.time.Duration;
import java.util.Set;

/**
 * How the web server lets the world in.
 *
 * @param tls null to speak plain HTTP
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed; nobody else's is
 * @param rates how much one sender may ask
 * @param connections bound on all connections; above it new ones wait
 * @param connectionsPerAddress bound for one address that is neither this machine nor a trusted proxy
 * @param headerDeadline how long a client may take to send the head of a request
 */
public record Entrance(
        TlsFiles tls,
        Set<String> trustedProxies,
        Rates rates,
        int connections,
        int connectionsPerAddress,
        Duration headerDeadline) {
    /** Plain HTTP; room for ten thousand agents with two connections each. */
    public static final Entrance DEFAULT =
            new Entrance(null, Set.of(), Rates.DEFAULT, 25_000, 2_000, Duration.ofSeconds(15));

    public Entrance {
        trustedProxies = Set.copyOf(trustedProxies);
        if (connections < 1 || connectionsPerAddress < 1) {
            throw new IllegalArgumentException("connections and connections per address must be at least 1");
        }
    }

    public Entrance withTls(TlsFiles files) {
        return new Entrance(files, trustedProxies, rates, connections, connectionsPerAddress, headerDeadline);
    }

    public Entrance behind(Set<String> proxies) {
        return new Entrance(tls, proxies, rates, connections, connectionsPerAddress, headerDeadline);
    }

    public Entrance withRates(Rates other) {
        return new Entrance(tls, trustedProxies, other, connections, connectionsPerAddress, headerDeadline);
    }

    public Entrance withConnections(int all, int ofOneAddress) {
        return new Entrance(tls, trustedProxies, rates, all, ofOneAddress, headerDeadline);
    }

    public Entrance withHeaderDeadline(Duration deadline) {
        return new Entrance(tls, trustedProxies, rates, connections, connectionsPerAddress, deadline);
    }
}
