package io.globohub.agent.upgrade;

import io.globohub.common.state.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The last word of the unit that installs packages, as it lies in its file: {@code key: value} lines, an empty line, then
 * lines of evidence.
 *
 * @param order the id of the order that it is about
 * @param detail one sentence
 */
public record InstallerWord(String order, Outcome outcome, Reason reason, String detail, List<String> evidence) {
    /** How an order stands or has ended. */
    public enum Outcome {
        /** The package is being unpacked. */
        INSTALLING,
        /** The new agent is awaited. */
        WAITING,
        /** The new agent is there and has checked in. */
        INSTALLED,
        /** Nothing was touched. */
        REFUSED,
        /** The package before is back. */
        REVERTED,
        /** Neither is whole: somebody has to look. */
        BROKEN;

        boolean isEnd() {
            return this != INSTALLING && this != WAITING;
        }
    }

    public InstallerWord {
        evidence = List.copyOf(evidence);
    }

    /** Reads the file's text; empty when it is not one, as while it is not there. */
    static Optional<InstallerWord> parse(String text) {
        Map<String, String> fields = new HashMap<>();
        List<String> evidence = new ArrayList<>();
        boolean inHead = true;
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (inHead && line.isEmpty()) {
                inHead = false;
            } else if (inHead && colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            } else if (!line.isBlank()) {
                evidence.add(line);
            }
        }
        try {
            return Optional.of(new InstallerWord(
                    fields.getOrDefault("order", ""),
                    Outcome.valueOf(fields.getOrDefault("outcome", "").toUpperCase(Locale.ROOT)),
                    fields.containsKey("reason") ? Reason.ofCode(fields.get("reason")) : Reason.UPGRADE_FAILED,
                    fields.getOrDefault("detail", "the installer gave no reason"),
                    evidence));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
