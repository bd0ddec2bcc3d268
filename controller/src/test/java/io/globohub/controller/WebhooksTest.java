package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.WebhookView;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksTest {
    @TempDir
    Path directory;

    private World world;
    private MockWebServer receiver;

    @BeforeEach
    void start() throws Exception {
        world = World.whoseWebhooksMayGoAnywhere(directory);
        receiver = new MockWebServer();
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
        world.close();
    }

    private WebhookView webhook(String fields) {
        return world.admin()
                .post("/v1/webhooks", ("{'url':'" + receiver.url("/hook") + "'" + fields + "}").replace('\'', '"'))
                .as(WebhookView.class);
    }

    private void answer(int... statuses) {
        for (int status : statuses) {
            receiver.enqueue(new MockResponse.Builder().code(status).build());
        }
    }

    private RecordedRequest received() throws Exception {
        RecordedRequest request = receiver.takeRequest(20, TimeUnit.SECONDS);
        assertThat(request).as("a delivery").isNotNull();
        return request;
    }

    @Test
    void whatHappensIsPostedSignedAndInOrder() throws Exception {
        WebhookView webhook = webhook(",'events':['pack_pushed']");
        answer(204, 200);
        world.push("desafio", "1.0");
        world.push("desafio", "1.1");
        RecordedRequest first = received();
        RecordedRequest second = received();

        String body = first.getBody().utf8();
        JsonNode message = Json.tree(body);
        assertThat(message.get("type").asText()).isEqualTo("pack_pushed");
        assertThat(message.at("/data/message").asText()).isEqualTo("desafio 1.0 was pushed");
        assertThat(second.getBody().utf8()).contains("desafio 1.1 was pushed");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                Base64.getDecoder().decode(webhook.secret().substring("whsec_".length())), "HmacSHA256"));
        String signed =
                first.getHeaders().get("webhook-id") + "." + first.getHeaders().get("webhook-timestamp") + "." + body;
        assertThat(first.getHeaders().get("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        await().until(() -> deliveries(webhook).size() == 2);
        assertThat(deliveries(webhook)).allMatch(DeliveryView::delivered);
    }

    private List<DeliveryView> deliveries(WebhookView webhook) {
        return world.admin()
                .get("/v1/webhooks/" + webhook.id() + "/deliveries")
                .as(new TypeReference<Page<DeliveryView>>() {})
                .items();
    }

    private WebhookView now(WebhookView webhook) {
        return world.admin().get("/v1/webhooks/" + webhook.id()).as(WebhookView.class);
    }

    @Test
    void whatFailsComesAgainUnderTheSameIdBeforeAnythingElseAlsoAfterARestart() throws Exception {
        WebhookView webhook = webhook(",'events':['pack_pushed']");
        answer(500);
        world.push("desafio", "1.0");
        world.push("desafio", "1.1");
        String id = received().getHeaders().get("webhook-id");
        await().until(() -> now(webhook).nextAttemptAt() != null);
        assertThat(deliveries(webhook).get(0).detail()).isEqualTo("answered 500");

        world.restart();
        answer(204, 204);
        world.clock().advance(Duration.ofSeconds(6));
        RecordedRequest again = received();
        assertThat(again.getHeaders().get("webhook-id")).isEqualTo(id);
        assertThat(again.getBody().utf8()).contains("desafio 1.0 was pushed");
        assertThat(received().getBody().utf8()).contains("desafio 1.1 was pushed");
        await().until(() -> deliveries(webhook).stream().allMatch(DeliveryView::delivered));
        assertThat(deliveries(webhook)).hasSize(2);
        assertThat(deliveries(webhook).get(1).attempts()).isEqualTo(2);
    }

    @Test
    void aReceiverThatIsGoneIsGivenUpAndTheHistorySaysSo() throws Exception {
        WebhookView webhook = webhook(",'events':['pack_pushed']");
        answer(410);
        world.push("desafio", "1.0");
        await().until(() -> now(webhook).disabledAt() != null);
        world.push("desafio", "1.1");
        assertThat(world.events("kind=webhook_disabled")).hasSize(1);
        assertThat(receiver.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aSlowOrDeadReceiverHoldsUpNoOther() throws Exception {
        world.admin()
                .post("/v1/webhooks", "{\"url\":\"http://127.0.0.1:1/\",\"events\":[\"pack_pushed\"]}")
                .as(WebhookView.class);
        webhook(",'events':['pack_pushed']");
        answer(204);
        world.push("desafio", "1.0");
        received();
    }

    @Test
    void chatsGetOneReadableLine() throws Exception {
        webhook(",'events':['pack_pushed'],'format':'slack'");
        answer(200);
        world.push("desafio", "1.0");
        assertThat(Json.tree(received().getBody().utf8()).get("text").asText())
                .isEqualTo("globoHUB: pack pushed: desafio 1.0 was pushed");
    }

    @Test
    void ofThemselvesTheyTellWhatNeedsAPerson() throws Exception {
        webhook("");
        FakeAgent web1 = world.webHost("web1");
        answer(204, 204);
        web1.withFreeBytes(1_000_000).checkin();
        world.clock().advance(Duration.ofSeconds(1));
        assertThat(received().getBody().utf8()).contains("disk_low").contains("nearly full");
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            world.clock().advance(Duration.ofSeconds(10));
            return !world.events("kind=host_lost").isEmpty();
        });
        assertThat(received().getBody().utf8()).contains("host_lost");
        assertThat(world.events("kind=disk_low")).hasSize(1);
    }

    @Test
    void aTestShowsAtOnceWhetherTheAddressAnswers() throws Exception {
        WebhookView webhook = webhook("");
        answer(202, 302);
        DeliveryView good = world.admin()
                .post("/v1/webhooks/" + webhook.id() + "/test", "{}")
                .as(DeliveryView.class);
        assertThat(good.delivered()).isTrue();
        DeliveryView moved = world.admin()
                .post("/v1/webhooks/" + webhook.id() + "/test", "{}")
                .as(DeliveryView.class);
        assertThat(moved.delivered()).isFalse();
        assertThat(moved.detail()).isEqualTo("answered 302");
        assertThat(received().getBody().utf8()).contains("webhook_test");
        assertThat(deliveries(webhook)).hasSize(2);
    }

    @Test
    void theSecretIsShownOnceAndARepetitionUnderItsKeyMakesNothingNew() {
        String body = "{\"url\":\"" + receiver.url("/") + "\"}";
        HttpAnswer first = world.admin().post("/v1/webhooks", body, "Idempotency-Key", "k1");
        HttpAnswer again = world.admin().post("/v1/webhooks", body, "Idempotency-Key", "k1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.as(WebhookView.class).id())
                .isEqualTo(first.as(WebhookView.class).id());
        assertThat(again.as(WebhookView.class).secret()).isNull();
        assertThat(world.admin().get("/v1/webhooks").text()).doesNotContain("whsec_");
        assertThat(world.events("").toString())
                .doesNotContain("whsec_")
                .doesNotContain(receiver.url("/").toString());
        assertThat(world.admin()
                        .post("/v1/webhooks", "{\"url\":\"http://example.org/\"}", "Idempotency-Key", "k1")
                        .problem()
                        .code())
                .isEqualTo("idempotency_mismatch");
    }

    @Test
    void deletingNeedsTheEtagThatWasSeen() {
        WebhookView webhook = webhook("");
        String path = "/v1/webhooks/" + webhook.id();
        assertThat(world.admin().delete(path).status()).isEqualTo(428);
        assertThat(world.admin().delete(path, "If-Match", "\"other\"").status()).isEqualTo(412);
        String etag = world.admin().get(path).header("ETag");
        assertThat(world.admin().delete(path, "If-Match", etag).status()).isEqualTo(204);
        assertThat(world.admin().get(path).problem().code()).isEqualTo("webhook_not_found");
    }

    @Test
    void addressesOfTheMachineItselfAreRefusedUnlessItIsAllowed() throws Exception {
        List<String> codes = new ArrayList<>();
        try (World usual = World.in(directory.resolve("usual"))) {
            for (String url : List.of("http://127.0.0.1/", "http://169.254.169.254/", "http://[::1]/")) {
                HttpAnswer answer = usual.admin().post("/v1/webhooks", "{\"url\":\"" + url + "\"}");
                assertThat(answer.status()).isEqualTo(422);
                codes.add(answer.problem().code());
            }
            WebhookView byName = usual.admin()
                    .post("/v1/webhooks", "{\"url\":\"http://localhost:" + receiver.getPort() + "/\"}")
                    .as(WebhookView.class);
            DeliveryView test = usual.admin()
                    .post("/v1/webhooks/" + byName.id() + "/test", "{}")
                    .as(DeliveryView.class);
            assertThat(test.delivered()).isFalse();
            assertThat(test.detail()).contains("must not call");
        }
        assertThat(codes).containsOnly("webhook_forbidden");
        assertThat(receiver.getRequestCount()).isZero();
    }
}
