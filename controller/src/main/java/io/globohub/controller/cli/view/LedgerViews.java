package io.globohub.controller.cli.view;

import io.globohub.common.protocol.AppView;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.output.Cell;
import io.globohub.controller.cli.output.Column;
import io.globohub.controller.cli.output.Grid;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.output.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the controller keeps: events, packs, tokens. */
public final class LedgerViews {
    private static final List<Column> EVENTS = List.of(
            Column.key("SEQ"),
            Column.of("AT", 60),
            Column.of("EVENT", 90),
            Column.of("HOST", 80),
            Column.of("APP", 70),
            Column.of("ACTOR", 40),
            Column.of("REASON", 75),
            Column.of("MESSAGE", 85),
            Column.wide("ROLLOUT"),
            Column.wide("HAPPENED AT"),
            Column.wide("HASH"));
    private static final List<Column> PACKS = List.of(
            Column.key("APP"),
            Column.of("VERSION", 95),
            Column.of("SHA256", 60),
            Column.number("SIZE", 50),
            Column.of("PUSHED", 40),
            Column.of("BY", 30));
    private static final List<Column> TOKENS = List.of(
            Column.key("ID"),
            Column.of("NAME", 95),
            Column.of("ROLE", 90),
            Column.of("APP", 40),
            Column.of("STATE", 85),
            Column.of("EXPIRES", 70),
            Column.of("LAST USED", 50),
            Column.number("USES LEFT", 30),
            Column.wide("CREATED"));

    private LedgerViews() {}

    public static Result events(Fetched<List<EventView>> events) {
        return new Result.Listing(
                events.body(),
                new Grid(EVENTS, events.value().stream().map(LedgerViews::event).toList()));
    }

    private static List<Cell> event(EventView event) {
        return List.of(
                Cell.of(event.seq()),
                Cell.of(Humane.time(event.at())),
                Cell.of(event.kind(), toneOf(event.kind())),
                Cell.of(event.host()),
                Cell.of(app(event)),
                Cell.of(event.actor()),
                Cell.of(event.reason(), Tone.BAD),
                Cell.of(event.message()),
                Cell.of(event.rolloutId()),
                Cell.of(Humane.time(event.happenedAt())),
                Cell.of(event.hash()));
    }

    /** One event in one line, for following. */
    public static String line(EventView event) {
        return Stream.of(
                        String.valueOf(event.seq()),
                        Humane.time(event.at()),
                        event.kind(),
                        event.host(),
                        app(event),
                        event.reason() == null ? null : "[" + event.reason() + "]",
                        event.message())
                .filter(text -> text != null && !text.isEmpty())
                .map(io.globohub.controller.cli.output.Plain::text)
                .collect(Collectors.joining("  "));
    }

    private static String app(EventView event) {
        return event.app() == null ? null : event.app() + (event.version() == null ? "" : " " + event.version());
    }

    private static Tone toneOf(String kind) {
        if (kind == null) {
            return Tone.PLAIN;
        }
        boolean bad =
                Stream.of("failed", "lost", "crash_loop", "exited", "cloned").anyMatch(kind::contains);
        return bad ? Tone.BAD : kind.contains("rolled_back") || kind.contains("aborted") ? Tone.WARNING : Tone.PLAIN;
    }

    /** One line a version. */
    public static Result packs(Fetched<List<AppView>> apps, Instant now) {
        List<List<Cell>> rows = new ArrayList<>();
        List<Integer> appOfRow = new ArrayList<>();
        int position = -1;
        for (AppView app : apps.value()) {
            position++;
            for (PackView pack : app.versions() == null ? List.<PackView>of() : app.versions()) {
                appOfRow.add(position);
                rows.add(List.of(
                        Cell.of(app.app()),
                        Cell.of(pack.version()),
                        Cell.of(pack.pack().sha256().short12()),
                        Cell.bytes(pack.pack().sizeBytes()),
                        Cell.age(pack.pushedAt(), now),
                        Cell.of(pack.pushedBy())));
            }
        }
        return new Result.Listing(apps.body(), new Grid(PACKS, rows), appOfRow);
    }

    public static Result tokens(Fetched<List<TokenView>> tokens, Instant now) {
        return new Result.Listing(
                tokens.body(),
                new Grid(
                        TOKENS,
                        tokens.value().stream().map(token -> token(token, now)).toList()));
    }

    private static List<Cell> token(TokenView token, Instant now) {
        return List.of(
                Cell.of(token.id()),
                Cell.of(token.name()),
                Cell.of(Humane.word(token.role())),
                Cell.of(token.app()),
                stateOf(token, now),
                Cell.of(Humane.time(token.expiresAt())),
                Cell.age(token.lastUsedAt(), now),
                Cell.of(token.usesLeft()),
                Cell.of(Humane.time(token.createdAt())));
    }

    private static Cell stateOf(TokenView token, Instant now) {
        if (token.revokedAt() != null) {
            return Cell.of("revoked", Tone.QUIET);
        }
        boolean expired = token.expiresAt() != null && !now.isBefore(token.expiresAt());
        return expired ? Cell.of("expired", Tone.QUIET) : Cell.of("valid", Tone.GOOD);
    }
}
