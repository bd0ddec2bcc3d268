package io.globohub.controller.fleet;

import io.globohub.common.state.HostMetrics.Filesystem;

/** When a filesystem counts as nearly full. Pure. */
final class DiskRule {
    private static final double LOW = 0.10;
    private static final double RECOVERED = 0.15;
    private static final double LOW_INODES = 0.05;

    private DiskRule() {}

    /** Whether it is low now; one that was low recovers only with some room, so that it does not go to and fro. */
    static boolean isLow(Filesystem filesystem, boolean before) {
        double bytes = share(filesystem.availableBytes(), filesystem.totalBytes());
        double inodes = share(filesystem.availableInodes(), filesystem.totalInodes());
        return bytes < (before ? RECOVERED : LOW) || inodes < LOW_INODES;
    }

    /** A filesystem without a fixed number of inodes says 0 of 0. */
    private static double share(long available, long total) {
        return total <= 0 ? 1 : (double) available / total;
    }
}
