package io.globohub.common.disk;

/**
 * Told before each act that a crash could separate from the next one. The real one does nothing; a crash test kills the
 * program at a chosen one.
 */
@FunctionalInterface
public interface CrashPoint {
    /** Passes every point without a sign. */
    CrashPoint NONE = name -> {};

    /** {@code name} is stable, for example {@code write:journal.json} or {@code step:fetch:begin}. */
    void reached(String name);
}
