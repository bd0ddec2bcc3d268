package io.globohub.controller.auth;

import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.TokenRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out who sent a request, from its {@code Authorization} header. Thread-safe. */
public final class Authenticator {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 200;
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final Records records;
    private final KnownHosts hosts;
    private final Clock clock;

    public Authenticator(Records records, KnownHosts hosts, Clock clock) {
        this.records = records;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** Nobody without a header; refuses a header that opens nothing. */
    public Principal identify(String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new Principal.Nobody();
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || authorization.length() > LONGEST) {
            throw new Refused(Reason.UNAUTHORIZED, "write the token as 'Authorization: Bearer <token>'");
        }
        String secret = authorization.substring(SCHEME.length()).strip();
        Digest digest = Secrets.digest(secret);
        Optional<Principal> who = secret.startsWith(Secrets.HOST)
                ? hosts.byCredential(digest).map(agent -> agent)
                : token(digest, clock.instant());
        return who.orElseThrow(
                () -> new Refused(Reason.UNAUTHORIZED, "the token is not valid: unknown, expired, used up or revoked"));
    }

    private Optional<Principal> token(Digest digest, Instant now) {
        Optional<TokenRecord> token = records.read(session -> session.tokens().byHash(digest))
                .filter(found -> Secrets.same(found.hash(), digest) && found.isUsable(now));
        token.ifPresent(found -> noteUse(found, now));
        return token.map(found -> new Principal.Bearer(found.view()));
    }

    /** At most one write a minute and token: enough to see which tokens are dead. */
    private void noteUse(TokenRecord token, Instant now) {
        Instant last = token.view().lastUsedAt();
        if (last == null || last.plus(USE_NOTED_EVERY).isBefore(now)) {
            records.write(session -> {
                session.tokens()
                        .byId(token.view().id())
                        .ifPresent(current -> session.tokens().update(current.usedAt(now)));
                return null;
            });
        }
    }
}
