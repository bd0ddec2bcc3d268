package io.globohub.controller.api;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The name of a request: the sender's own if it is harmless, else a new one. It is in the answer and in the log. */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    static String of(Context ctx) {
        String known = ctx.attribute(HEADER);
        if (known != null) {
            return known;
        }
        String sent = ctx.header(HEADER);
        String id = sent != null && HARMLESS.matcher(sent).matches() ? sent : fresh();
        ctx.attribute(HEADER, id);
        ctx.header(HEADER, id);
        return id;
    }

    /** Nobody has to be unable to guess it; the system's secure numbers are got one after the other. */
    static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
