package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.controller.api.Entrance;
import io.globohub.controller.throttle.Rates;
import io.globohub.controller.world.World;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLimitTest {
    private static final String REQUEST = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    Path directory;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private World world(int connections, int perAddress) throws IOException {
        Entrance entrance =
                new Entrance(null, Set.of(), Rates.DEFAULT, connections, perAddress, Duration.ofSeconds(60));
        return World.listening(ControllerConfig.in(directory.resolve("data"))
                .listeningOn("0.0.0.0", 0)
                .withEntrance(entrance));
    }

    private Socket connect(World world, InetAddress address) throws IOException {
        Socket socket = new Socket(address, world.controller().port(), address, 0);
        open.add(socket);
        return socket;
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether something is answered within {@code millis}. */
    private static boolean isAnswered(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() == 'H';
        } catch (SocketTimeoutException nothing) {
            return false;
        } catch (SocketException reset) {
            return false;
        }
    }

    @Test
    void whatComesAboveTheLimitWaitsUntilAnotherConnectionEnds() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (World world = world(4, 100)) {
            for (int i = 0; i < 4; i++) {
                Socket held = connect(world, here);
                ask(held);
                assertThat(isAnswered(held, 10_000)).isTrue();
            }
            // the listener may have taken in one more before it stopped to
            List<Socket> late = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket one = connect(world, here);
                ask(one);
                late.add(one);
            }
            assertThat(isAnswered(late.get(2), 300)).isFalse();
            for (Socket held : open.subList(0, 4)) {
                held.close();
            }
            assertThat(isAnswered(late.get(2), 10_000)).isTrue();
        }
    }

    @Test
    void oneAddressCannotTakeThePlaceOfTheOthers() throws Exception {
        InetAddress outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        RealParts.require(outside != null, "this machine has no address but the loopback");
        try (World world = world(100, 3)) {
            for (int i = 0; i < 3; i++) {
                Socket held = connect(world, outside);
                ask(held);
                assertThat(isAnswered(held, 10_000)).isTrue();
            }
            Socket tooMuch = connect(world, outside);
            assertThat(isAnswered(tooMuch, 10_000)).isFalse();
            assertThat(world.admin().get("/v1/fleet").status()).isEqualTo(200);

            open.get(0).close();
            await().until(() -> {
                Socket again = connect(world, outside);
                ask(again);
                return isAnswered(again, 10_000);
            });
        }
    }
}
