package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Problem;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    @TempDir
    static Path directory;

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world = World.in(directory);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void whatIsNotThereIsAProblemAlsoForABrowser() {
        HttpAnswer answer = world.nobody().get("/nothing/here", "Accept", "text/html");
        assertThat(answer.status()).isEqualTo(404);
        Problem problem = answer.problem();
        assertThat(problem.code()).isEqualTo("not_found");
        assertThat(problem.instance()).isEqualTo("/nothing/here");
        assertThat(problem.type()).isEqualTo("/problems/not-found");
        assertThat(problem.requestId()).isEqualTo(answer.header("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void aMethodThatARouteDoesNotHaveNamesThoseItHas(String method) {
        HttpAnswer answer = world.admin().send(method, "/v1/fleet", BodyPublishers.noBody());
        assertThat(answer.problem().code()).isEqualTo("method_not_allowed");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    void anotherContentTypeIsRefused() {
        HttpAnswer answer =
                world.admin().send("POST", "/v1/tokens", BodyPublishers.ofString("a=b"), "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem().code()).isEqualTo("unsupported_media_type");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String large = "{\"name\": \"" + "x".repeat(5 << 20) + "\"}";
        HttpAnswer answer = world.admin().post("/v1/tokens", large);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem().code()).isEqualTo("payload_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "\"text\"",
                "{\"role\":\"king\",\"name\":\"x\"}",
                "{\"role\":0,\"name\":\"x\"}",
                "{\"role\":\"viewer\",\"name\":\"x\"} trailing",
                "{\"role\":\"viewer\",\"name\":\"a b\"}",
                "{\"name\":\"x\",\"name\":\"y\",\"role\":\"viewer\"}"
            })
    void aBodyThatIsNotAsItShouldBeIsRefusedWithASentence(String body) {
        HttpAnswer answer = world.admin().post("/v1/tokens", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.problem().code()).isEqualTo("bad_request");
        assertThat(answer.problem().detail()).isNotBlank();
    }

    @Test
    void anUnknownFieldIsNamedWithItsPlace() {
        HttpAnswer answer = world.admin().post("/v1/tokens", "{\"name\":\"ci\",\"role\":\"viewer\",\"rolle\":1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().errors()).hasSize(1);
        assertThat(answer.problem().errors().get(0).pointer()).isEqualTo("/rolle");
        assertThat(answer.problem().detail()).contains("unknown field 'rolle'");
    }

    @Test
    void anUnknownParameterIsRefusedWithTheOneProbablyMeant() {
        HttpAnswer answer = world.admin().get("/v1/hosts?selecter=role%3Dweb");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().code()).isEqualTo("unknown_parameter");
        assertThat(answer.problem().detail()).contains("did you mean 'selector'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/hosts?limit=0",
                "/v1/hosts?limit=x",
                "/v1/hosts?drift=maybe",
                "/v1/hosts?freshness=old",
                "/v1/hosts?cursor=%21",
                "/v1/hosts?app=NOT",
                "/v1/hosts?name=a&name=b",
                "/v1/events?since=yesterday",
                "/v1/events?kind=birthday",
                "/v1/events?after=-1",
                "/v1/rollouts?status=flying",
                "/v1/packs/nothex",
                "/v1/manifests/nonsense"
            })
    void aValueThatIsNotPossibleIsRefused(String path) {
        HttpAnswer answer = world.admin().get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.problem().code()).isEqualTo("bad_request");
    }

    @Test
    void anUnreadableSelectorIsRefused() {
        HttpAnswer answer = world.admin().get("/v1/hosts?selector=%3D%3D");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem().code()).isEqualTo("invalid_selector");
    }

    @Test
    void aTokenThatOpensNothingIsUnauthorizedAndSaysHow() {
        for (String token : new String[] {"wrong", "ght_", "x".repeat(500)}) {
            HttpAnswer answer = world.as(token).get("/v1/fleet");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.problem().code()).isEqualTo("unauthorized");
        }
        HttpAnswer basic = world.nobody().get("/v1/fleet", "Authorization", "Basic YTpi");
        assertThat(basic.status()).isEqualTo(401);
    }

    @Test
    void aHarmlessRequestIdIsKeptAndAnotherIsReplaced() {
        HttpCaller caller = world.nobody();
        assertThat(caller.get("/healthz", "X-Request-Id", "abc-1").header("X-Request-Id"))
                .isEqualTo("abc-1");
        assertThat(caller.get("/healthz", "X-Request-Id", "a b").header("X-Request-Id"))
                .isNotEqualTo("a b")
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/packs/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\n",
                "GET /v1//fleet HTTP/1.1\r\nHost: x\r\n",
                "GET /v1/%2e%2e/fleet HTTP/1.1\r\nHost: x\r\n",
                "GET /v1/hosts/a%00b HTTP/1.1\r\nHost: x\r\n",
                "GET /v1/hosts/a;x=1 HTTP/1.1\r\nHost: x\r\n",
                "GET /v1/hosts/%zz HTTP/1.1\r\nHost: x\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n",
                "nonsense\r\n"
            })
    void aBrokenOrAmbiguousRequestNeverGetsThroughAndNeverBreaksTheServer(String head) throws Exception {
        String answer = raw(head + "Connection: close\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|401|404|505) .*");
        assertThat(answer).doesNotContain("\tat ").doesNotContain("<html");
        if (!answer.startsWith("HTTP/1.1 401") && !answer.startsWith("HTTP/1.1 505")) {
            assertThat(answer).contains("application/problem+json");
        }
    }

    private static String raw(String request) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), world.controller().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
