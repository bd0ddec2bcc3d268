package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A measure of failed requests is worth as much as what it notices. */
class LoadClientTest {
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Desafio-Version: 1.0\r\n%s\r\nok";

    private final AtomicInteger requests = new AtomicInteger();
    private ServerSocket listener;

    /** What the server does with the n-th request on a connection; returns whether it keeps the connection. */
    private interface Behaviour {
        boolean answer(int onThisConnection, OutputStream out) throws IOException;
    }

    @BeforeEach
    void aServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void itEnds() throws IOException {
        listener.close();
    }

    private void serve(Behaviour behaviour) {
        Thread server = new Thread(
                () -> {
                    while (!listener.isClosed()) {
                        try (Socket socket = listener.accept()) {
                            connection(socket, behaviour);
                        } catch (IOException ended) {
                            // the next connection, or none
                        }
                    }
                },
                "server");
        server.start();
    }

    private void connection(Socket socket, Behaviour behaviour) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (int n = 1; ; n++) {
            int length = 0;
            String line = in.readLine();
            if (line == null) {
                return;
            }
            for (; !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring(16));
                }
            }
            assertThat(in.skip(length)).isEqualTo(length);
            requests.incrementAndGet();
            if (!behaviour.answer(n, socket.getOutputStream())) {
                return;
            }
        }
    }

    private static void write(OutputStream out, String answer) throws IOException {
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private LoadClient.Counts countsOf(LoadClient.Connections connections, int atLeast) throws Exception {
        try (LoadClient load = LoadClient.start(listener.getLocalPort(), 1, connections)) {
            await().until(() -> requests.get() >= atLeast);
            return load.stop();
        }
    }

    @Test
    void everyGoodAnswerIsCountedByTheVersionThatGaveIt() throws Exception {
        serve((n, out) -> {
            write(out, GOOD.formatted("Connection: close\r\n"));
            return false;
        });
        LoadClient.Counts counts = countsOf(LoadClient.Connections.NEW, 20);
        assertThat(counts.failures()).isEmpty();
        assertThat(counts.sent()).isEqualTo(requests.get());
        assertThat(counts.answeredBy()).containsOnlyKeys("1.0").containsValue((long) requests.get());
    }

    @Test
    void aConnectionThatDiesWithoutAnAnswerIsAFailure() throws Exception {
        serve((n, out) -> false);
        LoadClient.Counts counts = countsOf(LoadClient.Connections.NEW, 3);
        assertThat(counts.failures()).hasSize((int) counts.sent());
        assertThat(counts.answered()).isZero();
    }

    @Test
    void anAnswerThatIsCutIsAFailure() throws Exception {
        serve((n, out) -> {
            write(out, GOOD.formatted("").replace("Content-Length: 2", "Content-Length: 2000"));
            return false;
        });
        assertThat(countsOf(LoadClient.Connections.NEW, 1).failures()).isNotEmpty();
        assertThat(countsOf(LoadClient.Connections.KEPT, 2).failures()).isNotEmpty();
    }

    @Test
    void anErrorOfTheServerIsAFailure() throws Exception {
        serve((n, out) -> {
            write(out, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
            return false;
        });
        assertThat(countsOf(LoadClient.Connections.NEW, 1).failures())
                .first()
                .asString()
                .contains("503");
    }

    @Test
    void nobodyThereIsAFailure() throws Exception {
        int port = listener.getLocalPort();
        listener.close();
        try (LoadClient load = LoadClient.start(port, 1, LoadClient.Connections.NEW)) {
            assertThat(load.stop().answered()).isZero();
        }
    }

    @Test
    void aKeptConnectionIsReused() throws Exception {
        AtomicInteger longest = new AtomicInteger();
        serve((n, out) -> {
            longest.accumulateAndGet(n, Math::max);
            write(out, GOOD.formatted(""));
            return true;
        });
        assertThat(countsOf(LoadClient.Connections.KEPT, 10).failures()).isEmpty();
        assertThat(longest.get()).isEqualTo(requests.get());
    }

    @Test
    void aReusedConnectionThatDiesBeforeTheAnswerIsTriedOnceMoreOnANewOne() throws Exception {
        serve((n, out) -> {
            if (n == 2) {
                return false;
            }
            write(out, GOOD.formatted(""));
            return true;
        });
        LoadClient.Counts counts = countsOf(LoadClient.Connections.KEPT, 10);
        assertThat(counts.failures()).isEmpty();
        assertThat(counts.answered()).isEqualTo(counts.sent());
        assertThat(requests.get()).isGreaterThan((int) counts.sent());
    }

    @Test
    void aNewConnectionThatDiesIsNeverTriedAgain() throws Exception {
        serve((n, out) -> false);
        LoadClient.Counts counts = countsOf(LoadClient.Connections.KEPT, 3);
        assertThat(counts.failures()).hasSize((int) counts.sent());
        assertThat(requests.get()).isEqualTo((int) counts.sent());
    }
}
