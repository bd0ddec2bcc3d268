package io.globohub.controller.throttle;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Decides whether a request is looked at at all. Guessing is throttled by address; a token that was good a moment ago is
 * let through to its check even from an address that guesses, so that one broken program does not lock out the others
 * behind the same address translation. Thread-safe.
 */
public final class Doorkeeper {
    private static final int MOST_REMEMBERED = 50_000;

    private final Allowances failures;
    private final Allowances anonymous;
    private final Allowances tokens;
    private final Allowances hosts;
    private final LongSupplier nanos;
    private final Map<String, Boolean> good = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param nanos monotonic time, such as {@link System#nanoTime} */
    public Doorkeeper(Rates rates, LongSupplier nanos) {
        this.failures = new Allowances(rates.failedLogins());
        this.anonymous = new Allowances(rates.anonymous());
        this.tokens = new Allowances(rates.token());
        this.hosts = new Allowances(rates.host());
        this.nanos = nanos;
    }

    /**
     * Before a token is looked up.
     *
     * @param digest of what was sent
     * @return zero to go on, else how long the sender has to wait
     */
    public Duration beforeLogin(String address, String digest) {
        synchronized (good) {
            if (good.containsKey(digest)) {
                return Duration.ZERO;
            }
        }
        return failures.pause(address, nanos.getAsLong());
    }

    /** What was sent opened nothing: it counts against the address. */
    public void failed(String address, String digest) {
        synchronized (good) {
            good.remove(digest);
        }
        Duration unused = failures.take(address, nanos.getAsLong());
    }

    /** What was sent was good. */
    public void succeeded(String digest) {
        synchronized (good) {
            good.put(digest, true);
        }
    }

    /** One request without a token; zero when it is granted. */
    public Duration anonymous(String address) {
        return anonymous.take(address, nanos.getAsLong());
    }

    /** One request with the token of that id; zero when it is granted. */
    public Duration token(String id) {
        return tokens.take(id, nanos.getAsLong());
    }

    /** One request of that host's agent; zero when it is granted. */
    public Duration host(String id) {
        return hosts.take(id, nanos.getAsLong());
    }
}
