package io.globohub.agent.uplink;

import static io.globohub.agent.uplink.TwoControllers.GOOD_CHECKIN;
import static io.globohub.agent.uplink.TwoControllers.QUICK;
import static io.globohub.agent.uplink.TwoControllers.address;
import static io.globohub.agent.uplink.TwoControllers.assertUnreachable;
import static io.globohub.agent.uplink.TwoControllers.json;
import static io.globohub.agent.uplink.TwoControllers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.testkit.RealParts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A controller, or something in its place, that does everything but answer. */
class HttpUplinkFaultTest {
    private final TwoControllers both = new TwoControllers();

    @BeforeEach
    void start() throws IOException {
        both.start();
    }

    @AfterEach
    void stop() {
        both.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void troubleThatWillPassIsNoRefusal(int status) throws IOException {
        both.first.enqueue(problem(status, "unavailable"));

        assertUnreachable(both.toFirst().checkin(Observed.checkin()), "answered " + status + ": because");
    }

    @Test
    void htmlFromAProxyIsNoAnswerWhateverItsStatus() throws IOException {
        for (int status : new int[] {200, 401, 404, 500}) {
            both.first.enqueue(new MockResponse.Builder()
                    .code(status)
                    .addHeader("Content-Type", "text/html")
                    .body("<h1>Log in</h1>")
                    .build());

            assertUnreachable(
                    both.toFirst().checkin(Observed.checkin()), "is a proxy or another program at that address?");
        }
    }

    @Test
    void aRedirectIsNotFollowedSinceTheCredentialWouldTravelAlong() throws IOException {
        both.first.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", both.second.url("/elsewhere").toString())
                .build());

        assertUnreachable(both.toFirst().checkin(Observed.checkin()), "a redirect to");
        assertThat(both.second.getRequestCount()).isZero();
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
    void garbageIsNeverAState(String garbage) throws IOException {
        both.first.enqueue(json(200, garbage));

        assertUnreachable(both.toFirst().desired(null, 0), "not understood");
    }

    @Test
    void aBodyCutShortIsNoAnswer() throws IOException {
        both.first.enqueue(new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(Json.write(Observed.desired(2)))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        assertUnreachable(both.toFirst().desired(null, 0), "cannot be reached");
    }

    @Test
    void aBodyWithoutEndIsGivenUpAtItsBound() throws IOException {
        both.first.enqueue(json(200, "{\"x\":\"" + "a".repeat(5 * 1024 * 1024) + "\"}"));

        assertUnreachable(
                both.connect(
                                List.of(address(both.first)),
                                new HttpUplink.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30)))
                        .desired(null, 0),
                "longer than");
    }

    @Test
    void aControllerThatTricklesIsGivenUpInTime() throws IOException {
        both.first.enqueue(new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(GOOD_CHECKIN)
                .throttleBody(10, 150, TimeUnit.MILLISECONDS)
                .build());

        assertUnreachable(both.toFirst().checkin(Observed.checkin()), "cannot be reached: timeout");
    }

    @Test
    void aControllerThatAcceptsAndSaysNothingIsGivenUpInTime() throws IOException {
        both.first.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());

        assertUnreachable(both.toFirst().checkin(Observed.checkin()), "cannot be reached: timeout");
    }

    @Test
    void anAbsentControllerIsUnreachable() throws IOException {
        HttpUplink uplink = both.connect(List.of(URI.create("http://127.0.0.1:" + RealParts.freePort())), QUICK);

        assertUnreachable(uplink.checkin(Observed.checkin()), "cannot be reached");
    }
}
