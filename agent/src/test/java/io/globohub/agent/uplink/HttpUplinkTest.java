package io.globohub.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.Problem;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUplinkTest {
    private static final HttpUplink.Timeouts QUICK =
            new HttpUplink.Timeouts(Duration.ofMillis(500), Duration.ofMillis(500));
    private static final String GOOD_CHECKIN =
            "{\"next_checkin_seconds\":10,\"ack_seq\":7,\"desired_etag\":\"x\",\"server_time\":\"2026-01-01T00:00:00Z\"}";

    private final MockWebServer controller = new MockWebServer();
    private final MockWebServer other = new MockWebServer();
    private final List<HttpUplink> open = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        controller.start();
        other.start();
    }

    @AfterEach
    void stop() {
        open.forEach(HttpUplink::close);
        controller.close();
        other.close();
    }

    @Test
    void aCheckinCarriesTheCredentialAndIsAnswered() throws Exception {
        controller.enqueue(json(200, GOOD_CHECKIN));

        Reply<CheckinResponse> reply = uplink().checkin(Observed.checkin());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answer.class,
                        answer -> assertThat(answer.value()).isEqualTo(new CheckinResponse(10, 7, "x", Observed.AT)));
        RecordedRequest request = controller.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/v1/agent/checkin");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer secret");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("globohub-agent/0.1.0");
        assertThat(Json.tree(request.getBody().utf8())
                        .path("observation")
                        .path("os")
                        .asText())
                .isEqualTo("Debian");
    }

    @Test
    void aLongPollNamesWhatItHasAndHowLongItWaits() throws Exception {
        controller.enqueue(new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .addHeader("ETag", "\"g2\"")
                .body(Json.write(Observed.desired(2)))
                .build());
        controller.enqueue(new MockResponse.Builder().code(304).build());
        HttpUplink uplink = uplink();

        assertThat(uplink.desired(null, 1))
                .isEqualTo(new Reply.Answer<>(new TaggedState(Observed.desired(2), "\"g2\"")));
        assertThat(uplink.desired("\"g2\"", 1)).isInstanceOf(Reply.NotModified.class);

        assertThat(controller.takeRequest().getHeaders().get("If-None-Match")).isNull();
        RecordedRequest second = controller.takeRequest();
        assertThat(second.getHeaders().get("If-None-Match")).isEqualTo("\"g2\"");
        assertThat(second.getHeaders().get("Prefer")).isEqualTo("wait=1");
    }

    @Test
    void anEnrolmentSpendsTheTokenInsteadOfTheCredential() throws Exception {
        controller.enqueue(json(201, "{\"host_id\":\"h_1\",\"name\":\"web1\",\"credential\":\"c\"}"));

        assertThat(uplink().enroll(new EnrollRequest("web1", Map.of(), "0.1.0", "Debian"), "once"))
                .isEqualTo(new Reply.Answer<>(new EnrollResponse("h_1", "web1", "c")));

        assertThat(controller.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer once");
    }

    @Test
    void aProblemIsARefusalWithItsCode() {
        controller.enqueue(problem(401, "unauthorized"));

        assertThat(uplink().checkin(Observed.checkin())).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(401);
            assertThat(refused.problem().code()).isEqualTo("unauthorized");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void troubleThatWillPassIsNoRefusal(int status) {
        controller.enqueue(problem(status, "unavailable"));

        assertUnreachable(uplink().checkin(Observed.checkin()), "answered " + status + ": because");
    }

    @Test
    void htmlFromAProxyIsNoAnswerWhateverItsStatus() {
        for (int status : new int[] {200, 401, 404, 500}) {
            controller.enqueue(new MockResponse.Builder()
                    .code(status)
                    .addHeader("Content-Type", "text/html")
                    .body("<h1>Log in</h1>")
                    .build());

            assertUnreachable(uplink().checkin(Observed.checkin()), "is a proxy or another program at that address?");
        }
    }

    @Test
    void aRedirectIsNotFollowedSinceTheCredentialWouldTravelAlong() {
        controller.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", other.url("/elsewhere").toString())
                .build());

        assertUnreachable(uplink().checkin(Observed.checkin()), "a redirect to");
        assertThat(other.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "{",
                "{}",
                "{\"host_id\":7",
                "{\"host_id\":\"h_1\",\"generation\":\"x\",\"assignments\":[]}",
                "{\"host_id\":\"h_1\",\"generation\":1,\"assignments\":[{\"app\":\"../etc\"}]}",
                "{\"host_id\":\"h_1\",\"generation\":1,\"assignments\":[null]}",
                "\u0000\u0001\u0002"
            })
    void garbageIsNeverAState(String garbage) {
        controller.enqueue(json(200, garbage));

        assertUnreachable(uplink().desired(null, 0), "not understood");
    }

    @Test
    void aNewerControllerMayTellMoreThanThisAgentKnows() {
        controller.enqueue(json(
                200,
                "{\"host_id\":\"h_1\",\"generation\":2,\"issued_at\":\"2026-01-01T00:00:00Z\",\"moon\":{\"phase\":1},"
                        + "\"assignments\":[]}"));

        assertThat(uplink().desired(null, 0)).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void aBodyCutShortIsNoAnswer() {
        controller.enqueue(new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(Json.write(Observed.desired(2)))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        assertUnreachable(uplink().desired(null, 0), "cannot be reached");
    }

    @Test
    void aBodyWithoutEndIsGivenUpAtItsBound() {
        controller.enqueue(json(200, "{\"x\":\"" + "a".repeat(5 * 1024 * 1024) + "\"}"));

        assertUnreachable(
                uplink(new HttpUplink.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30)), controller)
                        .desired(null, 0),
                "longer than");
    }

    @Test
    void aControllerThatTricklesIsGivenUpInTime() {
        controller.enqueue(new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(GOOD_CHECKIN)
                .throttleBody(10, 150, TimeUnit.MILLISECONDS)
                .build());

        assertUnreachable(uplink().checkin(Observed.checkin()), "cannot be reached: timeout");
    }

    @Test
    void aControllerThatAcceptsAndSaysNothingIsGivenUpInTime() {
        controller.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        assertUnreachable(uplink().checkin(Observed.checkin()), "cannot be reached: timeout");
    }

    @Test
    void anAbsentControllerIsUnreachable() throws IOException {
        HttpUplink uplink = connect(List.of(URI.create("http://127.0.0.1:" + RealParts.freePort())), QUICK);

        assertUnreachable(uplink.checkin(Observed.checkin()), "cannot be reached");
    }

    @Test
    void anotherControllerTakesOverAndIsKept() throws Exception {
        controller.enqueue(problem(503, "unavailable"));
        other.enqueue(json(200, GOOD_CHECKIN));
        other.enqueue(json(200, GOOD_CHECKIN));
        HttpUplink uplink = uplink(QUICK, controller, other);

        assertThat(uplink.checkin(Observed.checkin())).isInstanceOf(Reply.Answer.class);
        assertThat(uplink.checkin(Observed.checkin())).isInstanceOf(Reply.Answer.class);

        assertThat(controller.getRequestCount()).isEqualTo(1);
        assertThat(other.getRequestCount()).isEqualTo(2);
    }

    @Test
    void aRefusalIsNotTakenToAnotherController() {
        controller.enqueue(problem(403, "forbidden"));

        assertThat(uplink(QUICK, controller, other).checkin(Observed.checkin())).isInstanceOf(Reply.Refused.class);

        assertThat(other.getRequestCount()).isZero();
    }

    @Test
    void everyControllerIsNamedWhenNoneAnswers() {
        controller.enqueue(problem(503, "unavailable"));
        other.enqueue(problem(503, "unavailable"));

        Reply<CheckinResponse> reply = uplink(QUICK, controller, other).checkin(Observed.checkin());

        assertUnreachable(reply, ":" + controller.getPort());
        assertUnreachable(reply, ":" + other.getPort());
    }

    @Test
    void closingEndsALongPollAtOnce() throws Exception {
        controller.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        HttpUplink uplink = uplink();
        CompletableFuture<Reply<TaggedState>> poll = CompletableFuture.supplyAsync(() -> uplink.desired(null, 55));
        controller.takeRequest();

        uplink.close();

        await().atMost(Duration.ofSeconds(5)).until(poll::isDone);
        assertUnreachable(poll.get(), "cannot be reached");
        assertUnreachable(uplink.checkin(Observed.checkin()), "the agent is ending");
    }

    private HttpUplink uplink() {
        return uplink(QUICK, controller);
    }

    private HttpUplink uplink(HttpUplink.Timeouts timeouts, MockWebServer... controllers) {
        List<URI> addresses = new ArrayList<>();
        for (MockWebServer server : controllers) {
            addresses.add(URI.create("http://127.0.0.1:" + server.getPort()));
        }
        try {
            return connect(addresses, timeouts);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HttpUplink connect(List<URI> addresses, HttpUplink.Timeouts timeouts) throws IOException {
        Path noCaFile = null;
        HttpUplink uplink = new HttpUplink(new ControllerList(addresses), "secret", noCaFile, "0.1.0", timeouts);
        open.add(uplink);
        return uplink;
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static MockResponse problem(int status, String code) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", Problem.MEDIA_TYPE)
                .body("{\"title\":\"t\",\"status\":" + status + ",\"detail\":\"because\",\"code\":\"" + code + "\"}")
                .build();
    }

    private static void assertUnreachable(Reply<?> reply, String detail) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Unreachable.class,
                        unreachable -> assertThat(unreachable.detail()).contains(detail));
    }
}
