package io.globohub.agent.selftest;

import io.globohub.common.disk.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends its own process at the point that a file orders, as a power loss would end it there. Thread-safe.
 *
 * <p>The file is looked at before each point, so that a running agent can be given another order; the counting of points
 * begins anew with each order.
 */
public final class DieAt implements CrashPoint {
    private final Orders orders;
    private final Runnable die;
    private final Map<String, Integer> counts = new HashMap<>();
    private String order = "";
    private int passed;

    /** @param die ends this process; it may take a moment to do so */
    public DieAt(Orders orders, Runnable die) {
        this.orders = orders;
        this.die = die;
    }

    @Override
    public synchronized void reached(String name) {
        String now = orders.read();
        if (!now.equals(order)) {
            order = now;
            counts.clear();
            passed = 0;
        }
        String stable = PointName.stable(name);
        String point = stable + "#" + counts.merge(stable, 1, Integer::sum);
        passed++;
        if (order.endsWith(Orders.RECORD)) {
            orders.note(point);
        } else if (order.endsWith(" " + point) || order.endsWith(" " + Orders.ANY + passed)) {
            orders.note(point);
            die.run();
            // the lock is kept: no other thread passes another point before the signal arrives
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** The file with the order, and the one with the points that were passed. */
    public record Orders(Path file, Path noted) {
        static final String RECORD = " record";
        static final String NONE = " none";
        static final String ANY = "any#";

        /** The two files under a scratch host's root. */
        public static Orders under(Path root) {
            return new Orders(root.resolve("die-at"), root.resolve("points"));
        }

        String read() {
            try {
                return Files.readString(file);
            } catch (NoSuchFileException none) {
                return "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void note(String point) {
            try {
                Files.write(
                        noted,
                        (point + "\n").getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
