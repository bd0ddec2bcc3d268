package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.controller.world.World;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real sockets, one of which takes nothing. */
class EventStreamTest {
    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = World.in(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Socket follow(int receiveBuffer, String query) throws Exception {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new java.net.InetSocketAddress(
                InetAddress.getLoopbackAddress(), world.controller().port()));
        socket.setSoTimeout(20_000);
        String token = Files.readString(directory.resolve("data/admin-token")).strip();
        socket.getOutputStream()
                .write(("GET /v1/events/stream" + query + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws Exception {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String until(BufferedReader lines, String wanted) {
        return lines.lines()
                .filter(line -> line.contains(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the stream ended before " + wanted));
    }

    private String streams() {
        return world.admin()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("globohub_sse_clients "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoTakesNothingIsDroppedAndNobodyWaitsForThem() throws Exception {
        world.webHost("web1");
        try (Socket slow = follow(4096, "?after=0");
                Socket quick = follow(0, "")) {
            BufferedReader lines = lines(quick);
            until(lines, "retry:");
            CompletableFuture<String> told =
                    CompletableFuture.supplyAsync(() -> until(lines, "desafio 1.0 was pushed"));
            // more than all buffers between the two hold
            Map<String, String> labels = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                labels.put("k" + i, "x".repeat(60));
            }
            for (int i = 0; i < 900; i++) {
                labels.put("n", Integer.toString(i));
                world.admin().patch("/v1/hosts/web1", Map.of("labels", labels), "If-Match", "*");
            }
            world.push("desafio", "1.0");
            assertThat(told.get(20, TimeUnit.SECONDS)).startsWith("data: ");
            await().atMost(Duration.ofSeconds(40)).until(() -> streams().equals("globohub_sse_clients 1.0"));
            assertThat(slow.isConnected()).isTrue();
        }
    }

    @Test
    void whoAsksForAPlaceThatIsNotThereIsSetRightAndGoesOn() throws Exception {
        try (Socket socket = follow(0, "?after=1000000")) {
            BufferedReader lines = lines(socket);
            assertThat(until(lines, "event:")).endsWith("event: reset");
            world.push("desafio", "1.0");
            until(lines, "desafio 1.0 was pushed");
        }
    }

    @Test
    void onlyWhatIsWantedComes() throws Exception {
        try (Socket socket = follow(0, "?after=0&kind=pack_pushed")) {
            BufferedReader lines = lines(socket);
            world.webHost("web1");
            world.push("desafio", "1.0");
            assertThat(until(lines, "event:")).endsWith("event: pack_pushed");
        }
    }
}
