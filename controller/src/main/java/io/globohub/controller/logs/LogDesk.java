package io.globohub.controller.logs;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.AppName;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogQuery;
import io.globohub.common.protocol.LogReceipt;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.protocol.LogView;
import io.globohub.common.state.Assignment;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.controller.auth.Principal;
import io.globohub.controller.fleet.FleetReader;
import io.globohub.controller.fleet.HostPicture;
import io.globohub.controller.records.Ids;
import io.globohub.controller.records.LogRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Takes requests for logs, gives out what has come of them, and takes what agents send. A log may hold personal data:
 * every request is in the ledger with who made it, and its lines are gone minutes later. Thread-safe.
 */
public final class LogDesk {
    /** How long a request lives: from when it was made, and while it is followed from when it was last read. */
    public static final Duration LIFE = Duration.ofMinutes(1);

    /** Lines of one request that are kept for a slow reader, and given out at once, in characters. */
    static final long KEPT = 4_000_000;

    static final long AT_ONCE = 1_000_000;

    private static final int MOST_OF_A_HOST = 10;
    private static final Duration RENEWED_BELOW = Duration.ofSeconds(40);

    private final Records records;
    private final FleetReader fleet;
    private final Ids ids;
    private final Clock clock;

    public LogDesk(Records records, FleetReader fleet, Ids ids, Clock clock) {
        this.records = records;
        this.fleet = fleet;
        this.ids = ids;
        this.clock = clock;
    }

    /** Asks the agent of {@code host}, a name or an id, for the end of a log of {@code app}. */
    public LogView ask(String host, AppName app, LogQuery query, Principal.Bearer bearer) {
        bearer.mustChange(app);
        Instant now = clock.instant();
        LogRecord request = records.write(session -> {
            HostPicture picture = fleet.one(session, host);
            mustHave(picture, app);
            session.logRequests().forgetBefore(now);
            mustNotBeTooMany(session, picture, now);
            LogRecord made = made(picture, app, query, bearer.actor(), now);
            session.logRequests().add(made);
            session.ledger().append(event(made));
            return made;
        });
        return view(request, request.seq());
    }

    private static void mustHave(HostPicture picture, AppName app) {
        if (picture.assignment(app).isPresent() || picture.observation(app).isPresent()) {
            return;
        }
        TreeSet<String> known = new TreeSet<>();
        picture.assignments().stream().map(Assignment::app).map(AppName::value).forEach(known::add);
        if (picture.seen() != null) {
            picture.seen()
                    .observation()
                    .apps()
                    .forEach(one -> known.add(one.app().value()));
        }
        throw new Refused(
                Reason.APP_NOT_FOUND,
                "there is no app '" + app + "' on " + picture.host().name()
                        + (known.isEmpty() ? ", nor any other" : ", only " + String.join(", ", known)));
    }

    private static void mustNotBeTooMany(Session session, HostPicture picture, Instant now) {
        long open = session.logRequests().all().stream()
                .filter(other -> other.hostId().equals(picture.host().id()) && other.isOpen(now))
                .count();
        if (open >= MOST_OF_A_HOST) {
            throw new Refused(
                    Reason.RATE_LIMITED,
                    MOST_OF_A_HOST + " logs of " + picture.host().name()
                            + " are read already: wait until one of them ends, within a minute");
        }
    }

    private LogRecord made(HostPicture picture, AppName app, LogQuery query, String actor, Instant now) {
        return new LogRecord(
                ids.next("log"),
                picture.host().id(),
                picture.host().name(),
                app,
                query.source() == null ? LogSource.ERROR : query.source(),
                query.lines() == null ? LogQuery.USUAL_LINES : query.lines(),
                Boolean.TRUE.equals(query.follow()),
                actor,
                now,
                now.plus(LIFE),
                0,
                null,
                false,
                null);
    }

    private static NewEvent event(LogRecord request) {
        String what = request.source() == LogSource.BOOT ? "boot log" : "log";
        return NewEvent.of(
                        EventKind.LOGS_REQUESTED,
                        request.actor(),
                        "the " + what + " of " + request.app() + " on " + request.host() + " is "
                                + (request.follow() ? "followed" : "read"))
                .onHost(request.hostId(), request.host())
                .ofApp(request.app(), null)
                .withBody(Map.of(
                        "id", request.id(),
                        "source", request.source(),
                        "lines", request.lines(),
                        "follow", request.follow()));
    }

    /** Whether there is anything to read beyond {@code after}, or nothing more will come. */
    public boolean hasNews(String id, long after, Principal.Bearer bearer) {
        LogRecord request = find(id, bearer);
        return request.seq() > after || !request.isOpen(clock.instant());
    }

    /** What has come after the chunk {@code after}. That a request that is followed is read keeps it alive. */
    public LogView read(String id, long after, Principal.Bearer bearer) {
        LogRecord request = find(id, bearer);
        Instant now = clock.instant();
        boolean endsSoon = request.expiresAt().isBefore(now.plus(RENEWED_BELOW));
        if (request.follow() && endsSoon && request.isOpen(now)) {
            request = records.write(session -> {
                LogRecord current = session.logRequests().byId(id).orElseThrow(() -> gone(id));
                LogRecord renewed = current.ended() ? current : current.until(now.plus(LIFE));
                session.logRequests().update(renewed);
                return renewed;
            });
        }
        return view(request, after);
    }

    private LogView view(LogRecord request, long after) {
        Instant now = clock.instant();
        return records.read(session -> {
            HostPicture picture = fleet.one(session, request.hostId());
            List<LogChunk> chunks = session.logRequests().chunks(request.id(), after, AT_ONCE);
            long position = chunks.isEmpty()
                    ? Math.max(after, request.seq())
                    : chunks.get(chunks.size() - 1).seq();
            boolean gap =
                    chunks.isEmpty() ? after < request.seq() : chunks.get(0).seq() > after + 1;
            boolean over = !request.isOpen(now) && position >= request.seq();
            return new LogView(
                    request.id(),
                    request.hostId(),
                    request.host(),
                    request.app(),
                    request.source(),
                    request.follow(),
                    over ? LogView.State.ENDED : request.seq() == 0 ? LogView.State.WAITING : LogView.State.OPEN,
                    request.createdAt(),
                    request.actor(),
                    request.expiresAt(),
                    picture.freshness(),
                    picture.seen() == null ? null : picture.seen().at(),
                    position,
                    gap || chunks.stream().anyMatch(LogChunk::skipped),
                    chunks.stream().flatMap(chunk -> chunk.lines().stream()).toList(),
                    over ? failure(request) : null);
        });
    }

    private static Failure failure(LogRecord request) {
        return request.failure() == null && request.seq() == 0 && !request.ended()
                ? new Failure(Reason.AGENT_STALE, "the agent of " + request.host() + " has not answered in time")
                : request.failure();
    }

    /** Nobody wants more: the agent ends, and the lines are forgotten. */
    public void end(String id, Principal.Bearer bearer) {
        find(id, bearer);
        records.write(session -> {
            LogRecord request = session.logRequests().byId(id).orElseThrow(() -> gone(id));
            session.logRequests().clear(id);
            if (!request.ended()) {
                session.logRequests().update(request.over());
            }
            return null;
        });
    }

    /** Takes what an agent sends, each chunk once, however often it has to be sent. */
    public LogReceipt take(Principal.Agent agent, String id, LogChunk chunk) {
        long characters =
                chunk.lines().stream().mapToLong(line -> line.length() + 1L).sum();
        if (characters > LogChunk.MOST_CHARACTERS) {
            throw new Refused(
                    Reason.PAYLOAD_TOO_LARGE,
                    "a chunk of a log may have at most " + LogChunk.MOST_CHARACTERS + " characters");
        }
        Instant now = clock.instant();
        return records.write(session -> {
            LogRecord request = session.logRequests()
                    .byId(id)
                    .filter(found -> found.hostId().equals(agent.hostId()))
                    .orElseThrow(() -> gone(id));
            if (!request.isOpen(now)) {
                return new LogReceipt(request.seq(), false);
            }
            if (chunk.seq() > request.seq() + 1) {
                throw new Refused(Reason.CONFLICT, "chunk " + (request.seq() + 1) + " is awaited, not " + chunk.seq());
            }
            if (chunk.seq() <= request.seq()) {
                return new LogReceipt(request.seq(), true);
            }
            LogRecord longer = request.with(chunk);
            session.logRequests().append(id, chunk, KEPT);
            session.logRequests().update(longer);
            return new LogReceipt(longer.seq(), !longer.ended());
        });
    }

    private LogRecord find(String id, Principal.Bearer bearer) {
        LogRecord request =
                records.read(session -> session.logRequests().byId(id)).orElseThrow(() -> gone(id));
        bearer.mustChange(request.app());
        return request;
    }

    private static Refused gone(String id) {
        return new Refused(Reason.LOG_REQUEST_NOT_FOUND, "there is no request " + id + " for a log (any more)");
    }
}
