package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.controller.records.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How changes travel between controllers: texts that fit into a PostgreSQL notification (less than 8000 bytes each),
 * and not many of them. More than fits is told as {@code everything}. Pure.
 */
final class ChangeMessages {
    static final int MOST_IDS = 150;
    static final int MOST_MESSAGES = 20;
    /** An id of ours has 37 characters; one that is far longer (no id of ours) would make a message too long. */
    static final int LONGEST = 7_900;

    private ChangeMessages() {}

    /** The letters keep it short; {@code o} is the controller that speaks. */
    private record Message(
            String o, List<String> d, List<String> h, List<String> r, List<String> l, long q, boolean s, boolean e) {}

    private record Id(char kind, String id) {}

    static List<String> encode(String origin, Changes changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Id> ids = Stream.of(
                        changes.desired().stream().map(id -> new Id('d', id)),
                        changes.hosts().stream()
                                .filter(id -> !changes.desired().contains(id))
                                .map(id -> new Id('h', id)),
                        changes.rollouts().stream().map(id -> new Id('r', id)),
                        changes.logs().stream().map(id -> new Id('l', id)))
                .flatMap(all -> all)
                .toList();
        List<String> messages = new ArrayList<>();
        for (int from = 0; from == 0 || from < ids.size(); from += MOST_IDS) {
            messages.add(message(origin, changes, ids.subList(from, Math.min(ids.size(), from + MOST_IDS))));
        }
        boolean fits =
                messages.size() <= MOST_MESSAGES && messages.stream().allMatch(message -> message.length() <= LONGEST);
        return fits
                ? messages
                : List.of(Json.write(new Message(origin, null, null, null, null, changes.lastSeq(), true, true)));
    }

    private static String message(String origin, Changes changes, List<Id> ids) {
        return Json.write(new Message(
                origin,
                of('d', ids),
                of('h', ids),
                of('r', ids),
                of('l', ids),
                changes.lastSeq(),
                changes.seenElsewhere(),
                changes.everything()));
    }

    private static List<String> of(char kind, List<Id> ids) {
        return ids.stream().filter(id -> id.kind() == kind).map(Id::id).toList();
    }

    /** Empty when {@code origin} itself has spoken; what cannot be understood (a newer controller's) is everything. */
    static Optional<Changes> decode(String origin, String text) {
        try {
            Message message = Json.readTolerant(text, Message.class);
            return origin.equals(message.o()) ? Optional.empty() : Optional.of(changes(message));
        } catch (RuntimeException e) {
            return Optional.of(Changes.EVERYTHING);
        }
    }

    private static Changes changes(Message message) {
        return new Changes(
                set(message.d()),
                set(message.h()),
                set(message.r()),
                set(message.l()),
                message.q(),
                message.s(),
                message.e());
    }

    private static Set<String> set(List<String> ids) {
        return ids == null ? Set.of() : Set.copyOf(ids);
    }
}
