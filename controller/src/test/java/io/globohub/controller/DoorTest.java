package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.api.Entrance;
import io.globohub.controller.throttle.Rate;
import io.globohub.controller.throttle.Rates;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    private static final Rate SELDOM = new Rate(0.01, 3);

    @TempDir
    Path directory;

    @Test
    void whoGuessesTokensIsSlowedDownAndToldHowLong() throws Exception {
        try (World world = world(new Rates(SELDOM, much(), much(), much()))) {
            HttpCaller guesser = world.as("ght_" + "g".repeat(43));
            for (int i = 0; i < 3; i++) {
                assertThat(guesser.get("/v1/fleet").status()).isEqualTo(401);
            }
            HttpAnswer throttled = guesser.get("/v1/fleet");
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.problem().code()).isEqualTo("rate_limited");
            assertThat(Integer.parseInt(throttled.header("Retry-After"))).isBetween(1, 100);
        }
    }

    @Test
    void aProgramThatGuessesDoesNotLockOutTheOthersBehindItsAddress() throws Exception {
        try (World world = world(new Rates(SELDOM, much(), much(), much()))) {
            FakeAgent agent = world.webHost("web1");
            for (int i = 0; i < 10; i++) {
                world.as("ght_" + "g".repeat(43)).get("/v1/fleet");
            }
            assertThat(agent.checkin().ackSeq()).isZero();
            assertThat(world.admin().get("/v1/fleet").status()).isEqualTo(200);
        }
    }

    @Test
    void aForwardedAddressIsBelievedOnlyFromAProxyThatIsTrusted() throws Exception {
        try (World world = world(new Rates(SELDOM, much(), much(), much()))) {
            assertThat(guessFromManyAddresses(world)).contains(429);
        }
        Entrance behind = Entrance.DEFAULT
                .withRates(new Rates(SELDOM, much(), much(), much()))
                .behind(Set.of("127.0.0.1"));
        ControllerConfig config =
                ControllerConfig.in(directory.resolve("behind")).withEntrance(behind);
        try (World world = World.with(config, directory)) {
            assertThat(guessFromManyAddresses(world)).containsOnly(401);
        }
    }

    private static List<Integer> guessFromManyAddresses(World world) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(world.as("ght_" + "g".repeat(43))
                    .get("/v1/fleet", "X-Forwarded-For", "10.0.0." + i)
                    .status());
        }
        return statuses;
    }

    @Test
    void eachTokenAndEachHostHasItsOwnMeasure() throws Exception {
        try (World world = world(new Rates(much(), much(), much(), SELDOM))) {
            FakeAgent greedy = world.webHost("web1");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                statuses.add(greedy.http().get("/v1/agent/desired").status());
            }
            assertThat(statuses).contains(200, 429);
            assertThat(world.webHost("web2").http().get("/v1/agent/desired").status())
                    .isEqualTo(200);
        }
        ControllerConfig other = ControllerConfig.in(directory.resolve("tokens"))
                .withEntrance(Entrance.DEFAULT.withRates(new Rates(much(), much(), SELDOM, much())));
        try (World world = World.with(other, directory)) {
            HttpCaller admin = world.admin();
            String second = admin.post("/v1/tokens", new TokenRequest("second", Role.VIEWER, null, null, null, null))
                    .as(TokenView.class)
                    .secret();
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                statuses.add(admin.get("/v1/fleet").status());
            }
            assertThat(statuses).contains(200, 429);
            assertThat(world.as(second).get("/v1/fleet").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/hosts/..%2ffleet",
                "/v1/hosts/%2e%2e/fleet",
                "/v1//fleet",
                "//v1/fleet",
                "/v1/fleet;a=b",
                "/v1;x/fleet",
                "/v1/hosts/a%2fb",
                "/v1/hosts/a%5cb",
                "/v1/hosts/a%00b",
                "/v1/hosts/../fleet",
                "/v1/./fleet",
                "/v1/hosts/%zz",
                "/v1/hosts/%c0%af"
            })
    void anAmbiguousAddressLeadsNowhere(String path) throws Exception {
        try (World world = World.in(directory)) {
            String answer = raw(
                    world,
                    "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + "Authorization: Bearer "
                            + world.admin().token() + "\r\n\r\n");
            assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").contains("application/problem+json");
        }
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws Exception {
        try (World world = World.in(directory)) {
            assertThat(raw(world, "GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(raw(world, "GET /healthz?" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .matches("(?s)HTTP/1.1 (414|431) .*");
        }
    }

    @Test
    void aRequestThatTricklesInIsCutOffAndOthersAreServedMeanwhile() throws Exception {
        Entrance hasty = Entrance.DEFAULT.withHeaderDeadline(Duration.ofSeconds(2));
        ControllerConfig config = ControllerConfig.in(directory.resolve("data")).withEntrance(hasty);
        try (World world = World.with(config, directory)) {
            List<Socket> held = new ArrayList<>();
            try {
                for (int i = 0; i < 100; i++) {
                    held.add(new Socket(
                            InetAddress.getLoopbackAddress(), world.controller().port()));
                    send(held.get(i), "GET /healthz HTTP/1.1\r\nHost: x\r\n");
                }
                assertThat(world.nobody().get("/healthz").status()).isEqualTo(200);
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(300))
                        .until(() -> {
                            held.removeIf(socket -> !isOpenAfterOneMoreByte(socket));
                            return held.isEmpty();
                        });
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void aBodyThatTricklesInIsCutOff() throws Exception {
        Entrance hasty = Entrance.DEFAULT.withHeaderDeadline(Duration.ofSeconds(2));
        ControllerConfig config = ControllerConfig.in(directory.resolve("data")).withEntrance(hasty);
        try (World world = World.with(config, directory);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), world.controller().port())) {
            send(
                    socket,
                    "POST /v1/manifests HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\nAuthorization: Bearer "
                            + world.admin().token() + "\r\nContent-Type: application/json\r\n\r\n{");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> !isOpenAfterOneMoreByte(socket));
        }
    }

    @Test
    void aConnectionThatWaitsForNewsIsLeftAlone() throws Exception {
        Entrance hasty = Entrance.DEFAULT.withHeaderDeadline(Duration.ofSeconds(1));
        ControllerConfig config = ControllerConfig.in(directory.resolve("data")).withEntrance(hasty);
        try (World world = World.with(config, directory)) {
            FakeAgent agent = world.webHost("web1");
            String etag = agent.http().get("/v1/agent/desired").header("ETag");
            assertThat(agent.http()
                            .get("/v1/agent/desired", "If-None-Match", etag, "Prefer", "wait=5")
                            .status())
                    .isEqualTo(304);
        }
    }

    private static boolean isOpenAfterOneMoreByte(Socket socket) {
        try {
            send(socket, "x");
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException open) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String raw(World world, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), world.controller().port())) {
            send(socket, request);
            socket.setSoTimeout(10_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Rate much() {
        return new Rate(10_000, 10_000);
    }

    private World world(Rates rates) throws IOException {
        return World.with(
                ControllerConfig.in(directory.resolve("data")).withEntrance(Entrance.DEFAULT.withRates(rates)),
                directory);
    }
}
