package io.globohub.controller.api;

import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Authenticator;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.records.Refused;
import io.globohub.controller.throttle.Doorkeeper;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds out who asks, and holds each to a measure. */
final class Gate {
    private final Authenticator authenticator;
    private final Doorkeeper doorkeeper;
    private final Set<String> trustedProxies;

    Gate(Authenticator authenticator, Doorkeeper doorkeeper, Set<String> trustedProxies) {
        this.authenticator = authenticator;
        this.doorkeeper = doorkeeper;
        this.trustedProxies = trustedProxies;
    }

    /** Who sent the request; refuses what opens nothing, and who asks too often. */
    Principal identify(Context ctx) {
        String address = address(ctx);
        String authorization = ctx.header("Authorization");
        if (authorization == null || authorization.isBlank()) {
            mustWait(ctx, doorkeeper.anonymous(address), "requests without a token");
            return new Principal.Nobody();
        }
        String digest =
                Digest.of(authorization.getBytes(StandardCharsets.UTF_8)).hex();
        mustWait(ctx, doorkeeper.beforeLogin(address, digest), "tokens that open nothing");
        Principal who = identify(authorization, address, digest);
        mustWait(
                ctx,
                who instanceof Principal.Bearer bearer
                        ? doorkeeper.token(bearer.token().id())
                        : doorkeeper.host(who.actor()),
                "requests of " + who.actor());
        return who;
    }

    private Principal identify(String authorization, String address, String digest) {
        try {
            Principal who = authenticator.identify(authorization);
            doorkeeper.succeeded(digest);
            return who;
        } catch (Refused refused) {
            doorkeeper.failed(address, digest);
            throw refused;
        }
    }

    private static void mustWait(Context ctx, Duration pause, String what) {
        if (!pause.isZero()) {
            long seconds = Math.max(1, (pause.toMillis() + 999) / 1000);
            ctx.header("Retry-After", Long.toString(seconds));
            throw new Refused(Reason.RATE_LIMITED, "too many " + what + ": try again in " + seconds + " seconds");
        }
    }

    /** The peer's own address. What it says of others is believed only where the operator said so. */
    private String address(Context ctx) {
        String peer = ctx.req().getRemoteAddr();
        String forwarded = ctx.header("X-Forwarded-For");
        if (forwarded == null || !trustedProxies.contains(peer)) {
            return peer;
        }
        // each proxy adds at the end: the last that is not one of ours was not written by the sender
        List<String> hops =
                Arrays.stream(forwarded.split(",", -1)).map(String::strip).toList();
        for (int i = hops.size() - 1; i >= 0; i--) {
            if (!trustedProxies.contains(hops.get(i))) {
                return hops.get(i);
            }
        }
        return peer;
    }
}
