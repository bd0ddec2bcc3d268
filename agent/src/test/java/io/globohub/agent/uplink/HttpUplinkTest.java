package io.globohub.agent.uplink;

import static io.globohub.agent.uplink.TwoControllers.GOOD_CHECKIN;
import static io.globohub.agent.uplink.TwoControllers.assertUnreachable;
import static io.globohub.agent.uplink.TwoControllers.json;
import static io.globohub.agent.uplink.TwoControllers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.CheckinResponse;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.EnrollResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpUplinkTest {
    private final TwoControllers both = new TwoControllers();

    @BeforeEach
    void start() throws IOException {
        both.start();
    }

    @AfterEach
    void stop() {
        both.close();
    }

    @Test
    void aCheckinCarriesTheCredentialAndIsAnswered() throws Exception {
        both.first.enqueue(json(200, GOOD_CHECKIN));

        Reply<CheckinResponse> reply = both.toFirst().checkin(Observed.checkin());

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answer.class,
                        answer ->
                                assertThat(answer.value()).isEqualTo(new CheckinResponse(10, 0, 7, "x", Observed.AT)));
        RecordedRequest request = both.first.takeRequest();
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
        both.first.enqueue(new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .addHeader("ETag", "\"g2\"")
                .body(Json.write(Observed.desired(2)))
                .build());
        both.first.enqueue(new MockResponse.Builder().code(304).build());
        HttpUplink uplink = both.toFirst();

        assertThat(uplink.desired(null, 1))
                .isEqualTo(new Reply.Answer<>(new TaggedState(Observed.desired(2), "\"g2\"")));
        assertThat(uplink.desired("\"g2\"", 1)).isInstanceOf(Reply.NotModified.class);

        assertThat(both.first.takeRequest().getHeaders().get("If-None-Match")).isNull();
        RecordedRequest second = both.first.takeRequest();
        assertThat(second.getHeaders().get("If-None-Match")).isEqualTo("\"g2\"");
        assertThat(second.getHeaders().get("Prefer")).isEqualTo("wait=1");
    }

    @Test
    void anEnrolmentSpendsTheTokenInsteadOfTheCredential() throws Exception {
        both.first.enqueue(json(201, "{\"host_id\":\"h_1\",\"name\":\"web1\",\"credential\":\"c\"}"));

        assertThat(both.toFirst().enroll(new EnrollRequest("web1", Map.of(), "0.1.0", "Debian"), "once"))
                .isEqualTo(new Reply.Answer<>(new EnrollResponse("h_1", "web1", "c")));

        assertThat(both.first.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer once");
    }

    @Test
    void aProblemIsARefusalWithItsCode() throws IOException {
        both.first.enqueue(problem(401, "unauthorized"));

        assertThat(both.toFirst().checkin(Observed.checkin())).isInstanceOfSatisfying(Reply.Refused.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(401);
            assertThat(refused.problem().code()).isEqualTo("unauthorized");
        });
    }

    @Test
    void aNewerControllerMayTellMoreThanThisAgentKnows() throws IOException {
        both.first.enqueue(json(
                200,
                "{\"host_id\":\"h_1\",\"generation\":2,\"issued_at\":\"2026-01-01T00:00:00Z\",\"moon\":{\"phase\":1},"
                        + "\"assignments\":[]}"));

        assertThat(both.toFirst().desired(null, 0)).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void anotherControllerTakesOverAndIsKept() throws Exception {
        both.first.enqueue(problem(503, "unavailable"));
        both.second.enqueue(json(200, GOOD_CHECKIN));
        both.second.enqueue(json(200, GOOD_CHECKIN));
        HttpUplink uplink = both.toBoth();

        assertThat(uplink.checkin(Observed.checkin())).isInstanceOf(Reply.Answer.class);
        assertThat(uplink.checkin(Observed.checkin())).isInstanceOf(Reply.Answer.class);

        assertThat(both.first.getRequestCount()).isEqualTo(1);
        assertThat(both.second.getRequestCount()).isEqualTo(2);
    }

    @Test
    void aRefusalIsNotTakenToAnotherController() throws IOException {
        both.first.enqueue(problem(403, "forbidden"));

        assertThat(both.toBoth().checkin(Observed.checkin())).isInstanceOf(Reply.Refused.class);

        assertThat(both.second.getRequestCount()).isZero();
    }

    @Test
    void everyControllerIsNamedWhenNoneAnswers() throws IOException {
        both.first.enqueue(problem(503, "unavailable"));
        both.second.enqueue(problem(503, "unavailable"));

        Reply<CheckinResponse> reply = both.toBoth().checkin(Observed.checkin());

        assertUnreachable(reply, ":" + both.first.getPort());
        assertUnreachable(reply, ":" + both.second.getPort());
    }

    @Test
    void closingEndsALongPollAtOnce() throws Exception {
        both.first.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        HttpUplink uplink = both.toFirst();
        CompletableFuture<Reply<TaggedState>> poll = CompletableFuture.supplyAsync(() -> uplink.desired(null, 55));
        both.first.takeRequest();

        uplink.close();

        await().atMost(Duration.ofSeconds(5)).until(poll::isDone);
        assertUnreachable(poll.get(), "cannot be reached");
        assertUnreachable(uplink.checkin(Observed.checkin()), "the agent is ending");
    }
}
