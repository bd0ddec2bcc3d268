package io.globohub.agent.gunicorn;

import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.List;
import java.util.OptionalInt;

/**
 * Says why a gunicorn master ended, from its exit code where we know it (only of our own children) and from its log.
 * Pure. Exit codes as gunicorn's arbiter defines them: 3 worker failed to boot, 4 app failed to load.
 */
public final class Ending {
    private static final int WORKER_BOOT_ERROR = 3;
    private static final int APP_LOAD_ERROR = 4;
    private static final int KILLED = 128 + 9;
    private static final int SIGNALLED = 128;

    private Ending() {}

    public static Failure of(OptionalInt exitCode, List<String> log) {
        if (exitCode.orElse(-1) == WORKER_BOOT_ERROR || says(log, "Worker failed to boot")) {
            return new Failure(Reason.BOOT_FAILED, "a worker failed to boot: " + cause(log), log);
        }
        if (exitCode.orElse(-1) == APP_LOAD_ERROR || says(log, "App failed to load")) {
            return new Failure(Reason.APP_LOAD_FAILED, "the app failed to load: " + cause(log), log);
        }
        if (says(log, "Connection in use")) {
            return new Failure(Reason.PORT_IN_USE, "the address is in use: " + last(log, "Connection in use"), log);
        }
        if (says(log, "No module named 'pkg_resources'")) {
            return new Failure(
                    Reason.SETUPTOOLS_TOO_NEW, "gunicorn needs pkg_resources, which this setuptools lacks", log);
        }
        if (exitCode.isEmpty()) {
            return new Failure(Reason.PROCESS_DIED, "the master is gone (its exit code is not known)", log);
        }
        int code = exitCode.getAsInt();
        if (code == KILLED) {
            return new Failure(Reason.PROCESS_KILLED, "the master was killed (SIGKILL)", log);
        }
        if (code > SIGNALLED && code < SIGNALLED + 65) {
            return new Failure(Reason.PROCESS_KILLED, "the master was ended by signal " + (code - SIGNALLED), log);
        }
        return new Failure(Reason.PROCESS_DIED, "the master ended with exit code " + code + ": " + cause(log), log);
    }

    /** Why gunicorn replaced the worker {@code pid}: it says so only of those it ended itself. */
    public static Failure ofWorker(long pid, List<String> log) {
        return says(log, "WORKER TIMEOUT (pid:" + pid + ")")
                ? new Failure(Reason.WORKER_TIMEOUT, "worker " + pid + " hung, and gunicorn ended and replaced it", log)
                : new Failure(Reason.WORKER_DIED, "worker " + pid + " is gone, and gunicorn replaced it", log);
    }

    private static boolean says(List<String> log, String words) {
        return log.stream().anyMatch(line -> line.contains(words));
    }

    private static String last(List<String> log, String words) {
        return log.stream().filter(line -> line.contains(words)).reduce("", (a, b) -> b);
    }

    /** The line of a Python traceback that names the error: the last one of the form {@code SomeError: words}. */
    static String cause(List<String> log) {
        return log.stream()
                .filter(line -> line.matches("[A-Za-z_][\\w.]*(Error|Exception|Exit|Interrupt|Warning)\\b.*"))
                .reduce("see its last log lines", (a, b) -> b);
    }
}
