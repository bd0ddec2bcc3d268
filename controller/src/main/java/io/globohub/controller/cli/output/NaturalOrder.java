package io.globohub.controller.cli.output;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts in the order people expect: runs of digits count as numbers, so 1.9 stands before 1.10 and web-2 before web-10. Pure. */
final class NaturalOrder implements Comparator<String> {
    private static final Pattern RUN = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(String one, String other) {
        Matcher left = RUN.matcher(one);
        Matcher right = RUN.matcher(other);
        while (true) {
            boolean more = left.find();
            if (more != right.find()) {
                return more ? 1 : -1;
            }
            if (!more) {
                return one.compareTo(other);
            }
            int difference = run(left.group(), right.group());
            if (difference != 0) {
                return difference;
            }
        }
    }

    private static int run(String one, String other) {
        boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
        return numbers
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : String.CASE_INSENSITIVE_ORDER.compare(one, other);
    }
}
