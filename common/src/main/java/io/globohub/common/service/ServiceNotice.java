package io.globohub.common.service;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Tells systemd that this program is ready, alive or about to end: sd_notify(3). Silent where nothing listens, for a
 * notice must never be what makes a program fail. Thread-safe.
 *
 * <p>Java 17 opens no unix datagram socket, so the start script {@code notify-exec} opens and connects one, makes it the
 * standard input, and becomes this program; each write there is one datagram from the main process itself (decision
 * 0045).
 */
public final class ServiceNotice {
    /** Set to {@code stdin} by the start script. */
    static final String CHANNEL = "GLOBOHUB_NOTIFY";

    /** Set by systemd: how long it waits for a sign of life. */
    static final String PATIENCE = "WATCHDOG_USEC";

    private final OutputStream listener;
    private final Duration patience;

    ServiceNotice(OutputStream listener, Duration patience) {
        this.listener = listener;
        this.patience = patience;
    }

    /** What this process was started with. */
    public static ServiceNotice from(Map<String, String> environment) {
        boolean connected = "stdin".equals(environment.get(CHANNEL));
        return new ServiceNotice(
                connected ? new FileOutputStream(FileDescriptor.in) : OutputStream.nullOutputStream(),
                connected ? patience(environment.get(PATIENCE)) : null);
    }

    private static Duration patience(String microseconds) {
        return microseconds != null && microseconds.matches("[1-9]\\d{0,15}")
                ? Duration.ofNanos(Math.multiplyExact(Long.parseLong(microseconds), 1000))
                : null;
    }

    /** @param status one line for people, shown by {@code systemctl status} */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + status.replace('\n', ' '));
    }

    public void alive() {
        send("WATCHDOG=1");
    }

    public void stopping() {
        send("STOPPING=1");
    }

    /** How often {@link #alive} has to be said; empty when nobody waits for it. */
    public Optional<Duration> aliveEvery() {
        return Optional.ofNullable(patience).map(longest -> longest.dividedBy(3));
    }

    private synchronized void send(String message) {
        try {
            listener.write(message.getBytes(StandardCharsets.UTF_8));
            listener.flush();
        } catch (IOException nobodyListens) {
            // the service manager restarts; it does not want less of us because of that
            return;
        }
    }
}
