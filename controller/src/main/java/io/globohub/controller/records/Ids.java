package io.globohub.controller.records;

import java.security.SecureRandom;
import java.time.Clock;

/** Makes identifiers that sort by the time they were made (the layout of UUIDv7, RFC 9562). Thread-safe. */
public final class Ids {
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private int counter;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** For example {@code ro_019abc…}: the prefix, then 32 hexadecimal digits. */
    public synchronized String next(String prefix) {
        long millis = Math.max(clock.millis(), lastMillis);
        // ids made within one millisecond keep their order by the counter
        counter = millis == lastMillis ? counter + 1 : random.nextInt(64);
        if (counter > 0xfff) {
            millis++;
            counter = 0;
        }
        lastMillis = millis;
        // the two top bits of the last half are the variant of the layout
        long last = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return String.format("%s_%012x7%03x%016x", prefix, millis, counter, last);
    }
}
