package io.globohub.agent.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which word somebody meant. */
final class Spelling {
    private static final int FARTHEST = 3;

    private Spelling() {}

    /** The known word closest to {@code word}, if any is close enough to be meant. */
    static Optional<String> meant(String word, Collection<String> known) {
        int allowed = Math.min(FARTHEST, Math.max(1, word.length() / 2));
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= allowed)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
