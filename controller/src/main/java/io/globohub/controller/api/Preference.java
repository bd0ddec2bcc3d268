package io.globohub.controller.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long whoever asks would wait for news ({@code Prefer: wait=N}, RFC 7240). */
final class Preference {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})");
    /** Proxies give up on a silent connection after about a minute. */
    private static final int LONGEST_WAIT_SECONDS = 60;

    private Preference() {}

    /** Zero when nothing is said; else the answer says how long is waited at most. */
    static Duration wait(Call call) {
        String prefer = call.ctx().header("Prefer");
        Matcher matcher = WAIT.matcher(prefer == null ? "" : prefer);
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) == 0) {
            return Duration.ZERO;
        }
        int seconds = Math.min(LONGEST_WAIT_SECONDS, Integer.parseInt(matcher.group(1)));
        call.ctx().header("Preference-Applied", "wait=" + seconds);
        return Duration.ofSeconds(seconds);
    }
}
