package io.globohub.common.state;

import java.util.List;

/**
 * Something that did not go as wished.
 *
 * @param reason from the closed list
 * @param detail one sentence about this very case
 * @param evidence last log lines or other facts, oldest first; may be empty, at most {@link #MAX_EVIDENCE} lines
 */
public record Failure(Reason reason, String detail, List<String> evidence) {
    public static final int MAX_EVIDENCE = 40;
    private static final int MAX_LINE = 500;

    public Failure {
        if (reason == null || detail == null || detail.isBlank()) {
            throw new IllegalArgumentException("a failure needs a reason and a sentence");
        }
        List<String> lines = evidence == null ? List.of() : evidence;
        evidence = lines.subList(Math.max(0, lines.size() - MAX_EVIDENCE), lines.size()).stream()
                .map(line -> line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…")
                .toList();
    }

    public Failure(Reason reason, String detail) {
        this(reason, detail, List.of());
    }
}
