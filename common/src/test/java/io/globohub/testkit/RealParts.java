package io.globohub.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The real programs a test needs. Where one is missing the test is skipped with its reason; where the environment says
 * {@code CI=true} nothing may be missing, and it fails.
 */
public final class RealParts {
    private RealParts() {}

    /** Skips the calling test (or fails it in CI) unless {@code present}. */
    public static void require(boolean present, String reason) {
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("in CI nothing may be missing, but: " + reason);
        }
        if (!present) {
            System.out.println("SKIPPED: " + reason);
        }
        Assumptions.assumeTrue(present, reason);
    }

    /** The interpreter that tests build environments with: Debian's own, since another may come first on PATH. */
    public static String python() {
        String given = System.getenv("GLOBOHUB_TEST_PYTHON");
        String python = given != null ? given : "/usr/bin/python3";
        require(
                succeeds(List.of(python, "-c", "import venv, ensurepip")),
                python + " with its venv module is not installed");
        return python;
    }

    /** Skips unless pip can reach a package index. */
    public static void requirePackageIndex() {
        require(
                succeeds(List.of(
                        "sh",
                        "-c",
                        "d=$(mktemp -d) && cd $d && python3 -m pip download -q --no-deps --no-cache-dir click==7.1.2"
                                + "; rc=$?; rm -rf $d; exit $rc")),
                "no package index can be reached by pip");
    }

    /** Whether a command ends with 0 within a minute. */
    public static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A TCP port of the loopback address that nobody listened on a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }
}
