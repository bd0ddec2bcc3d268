package io.globohub.agent.selftest;

import java.util.regex.Pattern;

/** What a crash point is called in every run: names of files carry times, digests, numbers and versions. Pure. */
final class PointName {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{20,}(-[0-9a-z]{6,})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{6,}");
    private static final Pattern VERSION = Pattern.compile("PACK[0-9A-Za-z_-]+");
    private static final Pattern DEPLOYMENT = Pattern.compile("d-[0-9a-f-]{13}");

    private PointName() {}

    static String stable(String name) {
        String stable = DEPLOYMENT.matcher(name).replaceAll("D");
        stable = VERSION.matcher(stable).replaceAll("PACK");
        stable = DIGEST.matcher(stable).replaceAll(found -> found.group().matches("\\d+") ? "N" : "H");
        return NUMBER.matcher(stable).replaceAll("N");
    }

    /** Without its ordinal. */
    static String kind(String point) {
        return point.substring(0, point.lastIndexOf('#'));
    }
}
