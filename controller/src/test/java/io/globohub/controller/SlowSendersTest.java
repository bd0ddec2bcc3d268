package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.Paths;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SlowSendersTest {
    /** More than the server has threads. */
    private static final int SENDERS = 80;

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void whoSendsSlowlyHoldsUpNobodyAndIsAnsweredInTheEnd() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent agent = world.webHost("web-01");
            byte[] body = Json.write(agent.request()).getBytes(StandardCharsets.UTF_8);
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < SENDERS; i++) {
                    slow.add(begin(world, agent, body));
                }
                assertThatCode(agent::checkin).doesNotThrowAnyException();
                assertThat(world.admin().get("/v1/fleet").status()).isEqualTo(200);

                Socket first = slow.get(0);
                first.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
                first.getOutputStream().flush();
                assertThat(statusLine(first.getInputStream())).startsWith("HTTP/1.1 200");
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    private static Socket begin(World world, FakeAgent agent, byte[] body) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), world.controller().port());
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        String head = "POST " + Paths.AGENT_CHECKIN + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + agent.http().token() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, body.length / 2);
        socket.getOutputStream().flush();
        return socket;
    }

    private static String statusLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r' && c != -1; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
