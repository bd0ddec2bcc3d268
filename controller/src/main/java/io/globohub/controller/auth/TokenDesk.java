package io.globohub.controller.auth;

import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Answers.Answer;
import io.globohub.controller.records.Ids;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.TokenRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands out tokens and takes them back. Thread-safe. */
public final class TokenDesk {
    private static final Duration ENROLL_LIFE = Duration.ofHours(24);

    private final Records records;
    private final Secrets secrets;
    private final Ids ids;
    private final Clock clock;

    public TokenDesk(Records records, Secrets secrets, Ids ids, Clock clock) {
        this.records = records;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param isNew false when the request was a repetition under its key: then the secret is not shown again */
    public record Made(TokenView token, boolean isNew) {}

    /**
     * Makes a token; the answer holds the secret, which nobody sees again.
     *
     * @param key Idempotency-Key, or null
     */
    public Made create(TokenRequest request, String actor, String key) {
        check(request);
        String digest = CanonicalJson.digest(request).hex();
        return records.write(session -> {
            Optional<TokenView> before = key == null
                    ? Optional.empty()
                    : session.answers()
                            .once(actor, key, digest)
                            .flatMap(answer -> session.tokens().byId(answer.subject()))
                            .map(TokenRecord::view);
            if (before.isPresent()) {
                return new Made(before.get(), false);
            }
            TokenView made = add(session, request, actor);
            if (key != null) {
                session.answers().add(new Answer(actor, key, digest, made.id(), clock.instant()));
            }
            return new Made(made, true);
        });
    }

    /** The secret of a first admin token, unless there is any token already. */
    public Optional<String> firstAdmin() {
        return records.write(session -> session.tokens().all().isEmpty()
                ? Optional.of(
                        add(session, new TokenRequest("admin", Role.ADMIN, null, null, null, null), NewEvent.CONTROLLER)
                                .secret())
                : Optional.empty());
    }

    private static void check(TokenRequest request) {
        boolean enroll = request.role() == Role.ENROLL;
        if (!enroll && (request.uses() != null || request.labels() != null)) {
            throw new Refused(Reason.BAD_REQUEST, "uses and labels belong to enroll tokens");
        }
        if (request.app() != null) {
            if (request.role() != Role.OPERATOR) {
                throw new Refused(Reason.BAD_REQUEST, "only an operator's token can be restricted to an app");
            }
            new AppName(request.app());
        }
        if (request.labels() != null) {
            request.labels().forEach((key, value) -> {
                if (value == null || !Selector.isLabel(key, value)) {
                    throw new Refused(Reason.BAD_REQUEST, "'" + key + "=" + value + "' is not a usable label");
                }
            });
        }
    }

    private TokenView add(Session session, TokenRequest request, String actor) {
        boolean enroll = request.role() == Role.ENROLL;
        Instant now = clock.instant();
        Instant expires = request.expiresSeconds() != null
                ? now.plusSeconds(Math.min(
                        request.expiresSeconds(), Duration.ofDays(36500).toSeconds()))
                : enroll ? now.plus(ENROLL_LIFE) : null;
        String secret = secrets.next(Secrets.TOKEN);
        Integer uses = enroll ? Integer.valueOf(request.uses() == null ? 1 : request.uses()) : null;
        TokenView view = new TokenView(
                ids.next("tok"), request.name(), request.role(), request.app(), now, expires, null, null, uses, null);
        session.tokens().add(new TokenRecord(view, Secrets.digest(secret), request.labels()));
        session.ledger()
                .append(NewEvent.of(EventKind.TOKEN_CREATED, actor, "token '" + view.name() + "' was made")
                        .withBody(view));
        return new TokenView(
                view.id(),
                view.name(),
                view.role(),
                view.app(),
                view.createdAt(),
                view.expiresAt(),
                null,
                null,
                view.usesLeft(),
                secret);
    }

    /** Oldest first, without their secrets. */
    public List<TokenView> list() {
        return records.read(session ->
                session.tokens().all().stream().map(TokenRecord::view).toList());
    }

    /** Makes the token useless at once; doing so again changes nothing. */
    public TokenView revoke(String id, String actor) {
        return records.write(session -> {
            TokenRecord token = session.tokens()
                    .byId(id)
                    .orElseThrow(() -> new Refused(Reason.TOKEN_NOT_FOUND, "there is no token " + id));
            if (token.view().revokedAt() != null) {
                return token.view();
            }
            TokenRecord revoked = token.revoked(clock.instant());
            session.tokens().update(revoked);
            session.ledger()
                    .append(NewEvent.of(
                                    EventKind.TOKEN_REVOKED,
                                    actor,
                                    "token '" + token.view().name() + "' was revoked")
                            .withBody(Map.of("id", id)));
            return revoked.view();
        });
    }
}
