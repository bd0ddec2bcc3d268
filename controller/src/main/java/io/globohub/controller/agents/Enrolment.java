package io.globohub.controller.agents;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.HostState;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.auth.Secrets;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.Ids;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.TokenRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Gives a new host its identity in exchange for a use of an enroll token. Thread-safe. */
public final class Enrolment {
    private final Records records;
    private final Secrets secrets;
    private final Ids ids;
    private final Clock clock;

    public Enrolment(Records records, Secrets secrets, Ids ids, Clock clock) {
        this.records = records;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /** The credential in the answer is remembered only as a digest. A name that is taken costs the token no use. */
    public EnrollResponse enroll(EnrollRequest request, Principal.Bearer bearer) {
        request.labels().forEach((key, value) -> {
            if (!Selector.isLabel(key, value)) {
                throw new Refused(Reason.BAD_REQUEST, "'" + key + "=" + value + "' is not a usable label");
            }
        });
        return records.write(session -> add(session, request, bearer));
    }

    private EnrollResponse add(Session session, EnrollRequest request, Principal.Bearer bearer) {
        Instant now = clock.instant();
        // the token may have been used up between its check and this transaction
        TokenRecord token = session.tokens()
                .byId(bearer.token().id())
                .filter(found -> found.isUsable(now))
                .orElseThrow(() -> new Refused(Reason.UNAUTHORIZED, "the enroll token has no use left"));
        if (session.hosts().byName(request.name()).isPresent()) {
            throw new Refused(Reason.NAME_TAKEN, "a host named '" + request.name() + "' is enrolled already");
        }
        session.tokens().update(token.spent(now));
        Map<String, String> labels = new TreeMap<>(request.labels());
        labels.putAll(token.labels());
        HostRecord host = new HostRecord(
                ids.next("host"), request.name(), HostState.ACTIVE, labels, null, 0, 0, 0, request.os(), now, null);
        String credential = secrets.next(Secrets.HOST);
        session.hosts().add(host, Secrets.digest(credential));
        session.ledger()
                .append(NewEvent.of(EventKind.HOST_ENROLLED, bearer.actor(), host.name() + " was enrolled")
                        .onHost(host.id(), host.name())
                        .withBody(Map.of("labels", labels)));
        return new EnrollResponse(host.id(), host.name(), credential);
    }
}
