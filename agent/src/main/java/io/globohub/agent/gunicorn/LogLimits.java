package io.globohub.agent.gunicorn;

/**
 * How much of its own logs an app keeps on the disk.
 *
 * @param maxBytes size above which a log is set aside and a new one begun
 * @param keep how many that were set aside are kept beside the one in use
 */
public record LogLimits(long maxBytes, int keep) {
    public static final LogLimits DEFAULT = new LogLimits(20L * 1024 * 1024, 5);

    public LogLimits {
        if (maxBytes < 1 || keep < 1) {
            throw new IllegalArgumentException("a log needs at least one byte and one place to be set aside");
        }
    }
}
