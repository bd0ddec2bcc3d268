package io.globohub.controller.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that was probably meant. Pure. */
final class Suggestion {
    private static final int FURTHEST = 2;

    private Suggestion() {}

    static Optional<String> among(Collection<String> known, String typed) {
        return known.stream()
                .filter(word -> distance(word, typed) <= FURTHEST)
                .min(Comparator.comparingInt((String word) -> distance(word, typed))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, remove or replace (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
