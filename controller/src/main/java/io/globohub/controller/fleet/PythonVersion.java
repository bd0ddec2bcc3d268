package io.globohub.controller.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Python package, ordered as PEP 440 orders them: {@code 1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 <
 * 1.0.post1}; {@code 1.0} and {@code 1.0.0} are equal in order. A version that PEP 440 does not know comes before all.
 */
public final class PythonVersion implements Comparable<PythonVersion> {
    private static final Pattern SHAPE = Pattern.compile("v?(?:(\\d{1,9})!)?(\\d{1,18}(?:\\.\\d{1,18})*)"
            + "(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\\d{1,9})?)?"
            + "(?:-(\\d{1,9})|[-_.]?(post|rev|r)[-_.]?(\\d{1,9})?)?"
            + "(?:[-_.]?(dev)[-_.]?(\\d{1,9})?)?"
            + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");
    private static final long NONE = -1;

    private final String text;
    private final boolean known;
    private final long epoch;
    private final List<Long> release;
    /** dev of nothing else 0, a 1, b 2, rc 3, none 4. */
    private final int stage;

    private final long pre;
    private final long post;
    private final long dev;
    private final String local;

    private PythonVersion(String text, Matcher parts) {
        this.text = text;
        this.known = parts.matches();
        this.epoch = known ? number(parts.group(1), 0) : NONE;
        this.release = known ? release(parts.group(2)) : List.of();
        this.pre = known && parts.group(3) != null ? number(parts.group(4), 0) : NONE;
        this.post = known && parts.group(5) != null
                ? number(parts.group(5), 0)
                : known && parts.group(6) != null ? number(parts.group(7), 0) : NONE;
        this.dev = known && parts.group(8) != null ? number(parts.group(9), 0) : Long.MAX_VALUE;
        this.stage = known ? stage(parts.group(3)) : NONE_STAGE;
        this.local = known && parts.group(10) != null ? parts.group(10) : "";
    }

    private static final int NONE_STAGE = -1;
    private static final int FINAL_STAGE = 4;

    public static PythonVersion of(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        return new PythonVersion(plain, SHAPE.matcher(plain));
    }

    private static long number(String digits, long otherwise) {
        return digits == null ? otherwise : Long.parseLong(digits);
    }

    private static List<Long> release(String dotted) {
        List<Long> numbers = new ArrayList<>();
        for (String number : dotted.split("\\.", -1)) {
            numbers.add(Long.parseLong(number));
        }
        return List.copyOf(numbers);
    }

    private int stage(String word) {
        if (word == null) {
            // a development version of a release comes before its first alpha
            return dev != Long.MAX_VALUE && post == NONE ? 0 : FINAL_STAGE;
        }
        return word.startsWith("a") ? 1 : word.startsWith("b") ? 2 : 3;
    }

    /** Whether PEP 440 knows such a version. */
    public boolean isKnown() {
        return known;
    }

    /** The numbers between the dots, for example 2, 2, 3. */
    List<Long> release() {
        return release;
    }

    boolean isPreRelease() {
        return pre != NONE || dev != Long.MAX_VALUE;
    }

    boolean isPostRelease() {
        return post != NONE;
    }

    boolean isLocal() {
        return !local.isEmpty();
    }

    /** Without what stands after a plus sign. */
    PythonVersion withoutLocal() {
        return isLocal() ? of(text.substring(0, text.indexOf('+'))) : this;
    }

    /** Whether it begins with the numbers of {@code prefix}, missing ones being zero. */
    boolean startsWith(PythonVersion prefix) {
        if (epoch != prefix.epoch) {
            return false;
        }
        for (int i = 0; i < prefix.release.size(); i++) {
            if (at(release, i) != prefix.release.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static long at(List<Long> numbers, int i) {
        return i < numbers.size() ? numbers.get(i) : 0;
    }

    @Override
    public int compareTo(PythonVersion other) {
        int order = Long.compare(epoch, other.epoch);
        for (int i = 0; order == 0 && i < Math.max(release.size(), other.release.size()); i++) {
            order = Long.compare(at(release, i), at(other.release, i));
        }
        order = order != 0 ? order : Integer.compare(stage, other.stage);
        order = order != 0 ? order : Long.compare(pre, other.pre);
        order = order != 0 ? order : Long.compare(post, other.post);
        order = order != 0 ? order : Long.compare(dev, other.dev);
        order = order != 0 ? order : local.compareTo(other.local);
        return order != 0 || known ? order : text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PythonVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        // trailing zeros do not count
        int hash = Long.hashCode(epoch) * 31 + stage;
        for (long number : release) {
            hash += Long.hashCode(number) * 7;
        }
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
