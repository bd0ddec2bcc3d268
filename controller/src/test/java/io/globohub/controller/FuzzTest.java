package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.api.Entrance;
import io.globohub.controller.store.TableDump;
import io.globohub.controller.throttle.Rate;
import io.globohub.controller.throttle.Rates;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.Garbage;
import io.globohub.controller.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Throws generated garbage at every route. {@code -Dglobohub.fuzz.seed} repeats a run, {@code -Dglobohub.fuzz.seconds}
 * makes it longer.
 */
class FuzzTest {
    private static final Rate MUCH = new Rate(1e6, 1_000_000);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*");
    private static final Pattern LEAK =
            Pattern.compile("\\tat |Exception|java\\.|io\\.globohub|jackson|SQLITE|SELECT |jdbc");

    @TempDir
    Path directory;

    private final long seed = Long.getLong("globohub.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private World world;
    private TableDump dump;
    private Garbage garbage;
    private JsonNode document;
    private String admin;
    private FakeAgent agent;
    private String enroll;

    /** One request as it is sent, each byte as one character. */
    private record Sent(String route, String head, String body) {
        static Sent of(String route, String head, byte[] body) {
            return new Sent(
                    route,
                    new String(head.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                    new String(body, StandardCharsets.ISO_8859_1));
        }

        byte[] bytes() {
            return (head + body).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @BeforeEach
    void makeAFleet() throws Exception {
        Entrance wide = Entrance.DEFAULT.withRates(new Rates(MUCH, MUCH, MUCH, MUCH));
        world = World.with(ControllerConfig.in(directory.resolve("data")).withEntrance(wide), directory);
        admin = world.admin().token();
        agent = world.webHost("web1");
        FakeAgent victim = world.webHost("victim");
        enroll = world.admin()
                .post("/v1/tokens", new TokenRequest("many", Role.ENROLL, null, null, 100_000, null))
                .as(TokenView.class)
                .secret();
        TokenView token = world.token(Role.VIEWER);
        String sha256 = world.push("desafio", "1.0").pack().sha256().hex();
        world.push("desafio", "1.1");
        String rollout = world.rollout("{'app':'desafio','version':'1.0','selector':'role=web'}")
                .id();
        await().until(() -> {
            world.turn(Duration.ofSeconds(10));
            return world.rolloutNow(rollout).status().name().equals("SUCCEEDED");
        });
        String manifest = world.hostNow("web1")
                .desired()
                .assignments()
                .get(0)
                .manifestId()
                .toString();
        document = Json.tree(world.nobody().get("/openapi.json").text());
        garbage = new Garbage(
                random,
                document.at("/components/schemas"),
                Map.of(
                        "AppName", List.of("desafio"),
                        "Version", List.of("1.0", "1.1"),
                        "Digest", List.of(sha256),
                        "ManifestId", List.of(manifest),
                        "Selector", List.of("role=web", "host=nobody"),
                        "host", List.of("victim", victim.id(), "web1"),
                        "id", List.of(rollout, token.id(), manifest),
                        "sha256", List.of(sha256),
                        "action", List.of("pause", "resume", "promote", "abort", "rollback")));
        dump = new TableDump(directory.resolve("data/globohub.db"));
    }

    @AfterEach
    void stop() throws Exception {
        dump.close();
        world.close();
    }

    @Test
    void noGarbageIsEverA500OrChangesAnythingWhenItIsRefused() throws Exception {
        System.out.println("fuzz seed " + seed);
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("globohub.fuzz.seconds", 25)).toNanos();
        long version = dump.version();
        Set<String> rows = rows();
        int refused = 0;
        int taken = 0;
        while (System.nanoTime() < end) {
            for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
                for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                    Sent sent = request(path.getKey(), method.getKey().toUpperCase(Locale.ROOT), method.getValue());
                    int status = send(sent);
                    boolean isRefused = status >= 400;
                    refused += isRefused ? 1 : 0;
                    taken += isRefused ? 0 : 1;
                    if (dump.version() != version && (isRefused || dump.quiet() != version)) {
                        Set<String> now = rows();
                        if (isRefused) {
                            Set<String> changed = new TreeSet<>(now);
                            changed.removeAll(rows);
                            rows.removeAll(now);
                            changed.addAll(rows);
                            assertThat(changed)
                                    .as("seed %d: refused with %d, %s", seed, status, sent)
                                    .isEmpty();
                        }
                        version = dump.version();
                        rows = now;
                    }
                }
            }
        }
        System.out.println("fuzz: " + refused + " refused, " + taken + " taken");
        assertThat(refused).isGreaterThan(100);
        assertThat(taken).isGreaterThan(20);
        assertThat(world.nobody().get("/readyz").status()).isEqualTo(200);
    }

    /**
     * Without what is noted of every request, refused or not: when a token was last shown; and without what was seen of
     * hosts, which a timer writes down whatever is asked in the meantime.
     */
    private Set<String> rows() throws Exception {
        Set<String> rows = new TreeSet<>();
        dump.rows("last_seen")
                .forEach((table, lines) -> lines.forEach(
                        line -> rows.add(table + ": " + line.replaceAll(",\"last_used_at\":\"[^\"]*\"", ""))));
        return rows;
    }

    private Sent request(String path, String method, JsonNode operation) {
        StringBuilder head = new StringBuilder(
                method + " " + address(path, operation) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        byte[] body = new byte[0];
        JsonNode content = operation.at("/requestBody/content");
        if (content.has("application/json")) {
            body = garbage.body(content.at("/application~1json/schema"));
            boolean odd = random.nextInt(20) == 0;
            head.append("Content-Type: ")
                    .append(odd ? header(garbage.text()) : "application/json")
                    .append("\r\n");
        } else if (content.has("application/zip")) {
            body = garbage.bytes(random.nextInt(3000));
            head.append("Content-Type: application/zip\r\n");
        }
        operation.path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("header") && random.nextBoolean() && !name.equals("Prefer")) {
                head.append(name).append(": ").append(header(garbage.text())).append("\r\n");
            }
        });
        if (random.nextInt(3) > 0) {
            head.append("If-Match: *\r\n");
        }
        if (random.nextInt(10) == 0) {
            head.append(header(garbage.text()).replace(":", "")).append(": x\r\n");
        }
        head.append("Authorization: ").append(authorization(operation)).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return Sent.of(method + " " + path, head.toString(), body);
    }

    private String authorization(JsonNode operation) {
        if (random.nextInt(20) == 0) {
            return header(garbage.text());
        }
        return "Bearer "
                + switch (operation.path("x-role").asText()) {
                    case "agent" -> agent.http().token();
                    case "enroll" -> enroll;
                    default -> admin;
                };
    }

    /** As a header's value: line breaks would only make other headers. */
    private static String header(String text) {
        return text.replaceAll("[\u0000-\u001f\u007f]", " ").strip();
    }

    private String address(String path, JsonNode operation) {
        Matcher names = Pattern.compile("\\{(\\w+)}").matcher(path);
        StringBuilder address = new StringBuilder();
        while (names.find()) {
            List<String> values = garbage.known(names.group(1).replaceAll("^app$", "AppName"));
            String value = random.nextInt(3) == 0 ? garbage.text() : values.get(random.nextInt(values.size()));
            boolean raw = random.nextInt(10) == 0;
            names.appendReplacement(
                    address, Matcher.quoteReplacement(raw ? header(value).replace(' ', '+') : encoded(value)));
        }
        names.appendTail(address);
        List<String> query = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
                query.add(parameter.path("name").asText() + "=" + encoded(garbage.textOf(parameter.path("schema"))));
            }
        });
        if (random.nextInt(8) == 0) {
            query.add(encoded(garbage.text()) + "=" + encoded(garbage.text()));
        }
        return query.isEmpty() ? address.toString() : address + "?" + String.join("&", query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The status of the answer, which must be one, and must not tell how the server is made. */
    private int send(Sent sent) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), world.controller().port())) {
            // the stream of events goes on for ever once it has begun
            socket.setSoTimeout(sent.route().endsWith("/stream") ? 300 : 20_000);
            String answer = exchange(socket, sent);
            Matcher status = STATUS.matcher(answer.lines().findFirst().orElse(""));
            assertThat(status.matches())
                    .as("seed %d: no answer to %s: %s", seed, sent, answer)
                    .isTrue();
            int code = Integer.parseInt(status.group(1));
            assertThat(code).as("seed %d: %s\n%s", seed, sent, answer).isNotEqualTo(500);
            // a head that is no HTTP at all gets a bare 400: there is nobody to explain it to
            boolean isHttp = code != 400 || !answer.contains("Content-Length: 0");
            if (code >= 400 && isHttp) {
                assertThat(answer).as("seed %d: %s", seed, sent).contains("application/problem+json");
                assertThat(LEAK.matcher(answer).find())
                        .as("seed %d: %s\n%s", seed, sent, answer)
                        .isFalse();
            }
            return code;
        }
    }

    private static String exchange(Socket socket, Sent sent) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getOutputStream().write(sent.bytes());
        } catch (IOException refusedEarly) {
            // what was answered before the end of the body is there to be read
            assertThat(refusedEarly).isNotNull();
        }
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                answer.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException | java.net.SocketException end) {
            assertThat(answer.size()).as("no answer to " + sent).isPositive();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
