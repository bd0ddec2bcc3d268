package io.globohub.agent.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.BindAddress;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import io.globohub.testkit.RealParts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortCheckTest {
    private final PortCheck check = new PortCheck(new SocketTable(Path.of("/proc")));

    /** A child process that listens until it is closed. */
    private record ListeningChild(Process process, BindAddress address) implements AutoCloseable {
        static ListeningChild on(String host) throws IOException {
            int port = RealParts.freePort();
            String family = host.contains(":") ? "AF_INET6" : "AF_INET";
            Process process = new ProcessBuilder(
                            RealParts.python(),
                            "-c",
                            "import socket, sys\ns = socket.socket(socket." + family + ")\n"
                                    + "s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n"
                                    + "s.bind(('" + host + "', " + port + "))\ns.listen()\n"
                                    + "print('ready', flush=True)\nsys.stdin.read()")
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            assertThat(out.readLine()).isEqualTo("ready");
            return new ListeningChild(process, new BindAddress(host, port));
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    @Test
    void aFreePortIsNoProblem() throws IOException {
        int port = RealParts.freePort();

        assertThat(check.problem(new BindAddress("127.0.0.1", port), Set.of())).isEmpty();
        assertThat(check.problem(new BindAddress("0.0.0.0", port), Set.of())).isEmpty();
        assertThat(check.problem(new BindAddress("localhost", port), Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "127.0.0.1,0.0.0.0", "0.0.0.0,127.0.0.1", "0.0.0.0,0.0.0.0"})
    void aPortInUseIsRefusedNamingTheHolder(String held, String wanted) throws IOException {
        try (ListeningChild child = ListeningChild.on(held)) {
            Optional<Failure> problem =
                    check.problem(new BindAddress(wanted, child.address().port()), Set.of());

            assertThat(problem).hasValueSatisfying(failure -> {
                assertThat(failure.reason()).isEqualTo(Reason.PORT_IN_USE);
                assertThat(failure.detail())
                        .startsWith(wanted + ":" + child.address().port() + " is in use by process "
                                + child.process().pid() + " (")
                        .contains("python3")
                        .contains("user " + System.getProperty("user.name"))
                        .endsWith("on " + child.address());
            });
        }
    }

    @Test
    void aWildcardOfIpv6IsInTheWayOfIpv4() throws IOException {
        RealParts.require(hasIpv6(), "this host has no IPv6");
        try (ListeningChild child = ListeningChild.on("::")) {
            assertThat(check.problem(
                            new BindAddress("127.0.0.1", child.address().port()), Set.of()))
                    .hasValueSatisfying(failure -> assertThat(failure.detail())
                            .contains("process " + child.process().pid()));
        }
    }

    private static boolean hasIpv6() {
        return RealParts.succeeds(
                List.of("/usr/bin/python3", "-c", "import socket; socket.socket(socket.AF_INET6).bind(('::1', 0))"));
    }

    @Test
    void aPortHeldByOurOwnProcessIsNoProblem() throws IOException {
        try (ListeningChild child = ListeningChild.on("127.0.0.1")) {
            assertThat(check.problem(child.address(), Set.of(child.process().pid())))
                    .isEmpty();
        }
    }

    @Test
    void anAddressOfAnotherHostIsRefused() throws IOException {
        assertThat(check.problem(new BindAddress("192.0.2.1", RealParts.freePort()), Set.of()))
                .hasValueSatisfying(failure -> assertThat(failure)
                        .isEqualTo(new Failure(Reason.ADDRESS_NOT_LOCAL, "no interface of this host has 192.0.2.1")));
    }

    @Test
    void aNameThatCannotBeResolvedIsRefused() throws IOException {
        assertThat(check.problem(new BindAddress("no-such-host.invalid", 8000), Set.of()))
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.ADDRESS_NOT_LOCAL));
    }

    @Test
    void theTablesOfTheKernelAreUnderstood() throws IOException {
        List<Listener> listeners = Listener.parse(List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000   33        0 4711 1 0 100 0 0 10 0",
                "   1: 0100007F:1F40 0100007F:9999 01 00000000:00000000 00:00000000 00000000   33        0 4712 1 0 100 0 0 10 0",
                "   2: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 99 1 0 100 0 0 10 0",
                "garbage"));

        assertThat(listeners)
                .containsExactly(
                        new Listener(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 8000, 33, 4711),
                        new Listener(
                                InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                                80,
                                0,
                                99));
        assertThat(listeners).map(Listener::toString).containsExactly("127.0.0.1:8000", "[0:0:0:0:0:0:0:1]:80");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,127.0.0.1,true",
        "127.0.0.1,127.0.0.2,false",
        "0.0.0.0,127.0.0.2,true",
        "127.0.0.1,0.0.0.0,true",
        "::,127.0.0.1,true",
        "::,0.0.0.0,true",
        "::1,127.0.0.1,false",
        "::1,::,true",
        "0.0.0.0,::1,false",
        "127.0.0.1,::,true"
    })
    void wildcardsOverlap(String held, String wanted, boolean inTheWay) throws IOException {
        Listener listener = new Listener(InetAddress.getByName(held), 8000, 0, 1);

        assertThat(listener.isInTheWayOf(InetAddress.getByName(wanted), 8000)).isEqualTo(inTheWay);
        assertThat(listener.isInTheWayOf(InetAddress.getByName(wanted), 8001)).isFalse();
    }
}
