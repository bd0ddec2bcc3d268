package io.globohub.controller.cli.outcome;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word somebody probably meant: the fewest letters added, dropped, changed or swapped (Damerau-Levenshtein). */
public final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known}, or empty when nothing is near enough to be meant. */
    public static Optional<String> to(String written, Collection<String> known) {
        int near = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(word -> distance(written, word) <= near)
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(costs[i - 1][j] + 1, costs[i][j - 1] + 1);
                least = Math.min(least, costs[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                costs[i][j] = swapped ? Math.min(least, costs[i - 2][j - 2] + 1) : least;
            }
        }
        return costs[a.length()][b.length()];
    }
}
