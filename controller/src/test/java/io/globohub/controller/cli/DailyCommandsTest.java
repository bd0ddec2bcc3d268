package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.DeliveryView;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.protocol.WebhookFormat;
import io.globohub.common.protocol.WebhookView;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Phase;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands for single apps, webhooks and other tools: what they send, and how they end. */
class DailyCommandsTest {
    private static final String ROLLOUTS = "POST /v1/rollouts";

    @TempDir
    Path directory;

    FakeController controller;
    Bench bench;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
        bench = Bench.at(directory, controller.url());
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    private JsonNode sent(String route, int number) {
        return Json.tree(FakeController.bodyOf(controller.requests(route).get(number)));
    }

    private void plannedAndStarted(RolloutPlan plan) {
        controller.on(ROLLOUTS, Json.write(plan));
        controller.on(
                ROLLOUTS,
                FakeController.json(201, Json.write(Bodies.rollout(Status.RUNNING)))
                        .build());
    }

    private static RolloutPlan restartPlan() {
        RolloutPlan plan = Bodies.plan(1);
        return new RolloutPlan(
                plan.app(),
                null,
                null,
                Goal.RUNNING,
                plan.selector(),
                plan.hosts(),
                1,
                1,
                plan.warnings(),
                plan.planEtag());
    }

    @Test
    void aRestartSaysThatDataInMemoryAreLostBeforeItAsks() {
        plannedAndStarted(restartPlan());

        Bench.Ran asked = bench.withTerminal(120).typing("n\n").run("restart", "desafio", "-l", "role=web");
        assertThat(asked.exit()).isEqualTo(1);
        assertThat(asked.err())
                .contains(
                        "This will restart desafio on 1 host in 1 batch and lose the data it keeps in memory on 1 host")
                .contains("declined", "nothing was changed");
        assertThat(controller.requests(ROLLOUTS)).hasSize(1);
        assertThat(sent(ROLLOUTS, 0))
                .isEqualTo(Json.tree("{\"app\":\"desafio\",\"selector\":\"role=web\",\"restart\":true}"));
    }

    @Test
    void aRestartGoesAtThePaceThatIsSaidAndNeedsASelection() {
        plannedAndStarted(restartPlan());

        assertThat(bench.run("restart", "desafio", "--hosts", "web-01,web-02", "--batch", "1", "--yes", "--detach")
                        .exit())
                .isZero();
        assertThat(sent(ROLLOUTS, 1).path("selector").asText()).isEqualTo("host in (web-01,web-02)");
        assertThat(sent(ROLLOUTS, 1).path("batch").asText()).isEqualTo("1");
        assertThat(controller.requests(ROLLOUTS).get(1).getHeaders().get("If-Match"))
                .isEqualTo("\"plan-1\"");
        Bench.Ran nobody = bench.run("restart", "desafio", "--yes");
        assertThat(nobody.exit()).isEqualTo(64);
        assertThat(nobody.err()).contains("error[selector_required]");
    }

    @Test
    void removingAnAppIsTheGoalAbsent() {
        plannedAndStarted(Bodies.plan(1));

        assertThat(bench.run("stop", "desafio", "--all", "--remove", "--yes", "--detach")
                        .exit())
                .isZero();
        assertThat(sent(ROLLOUTS, 1)).isEqualTo(Json.tree("{\"app\":\"desafio\",\"all\":true,\"goal\":\"absent\"}"));
    }

    @Test
    void aStopWhereNobodyCanBeAskedIsAnErrorNotAHang() {
        plannedAndStarted(Bodies.plan(1));

        Bench.Ran ran = bench.run("stop", "desafio", "-l", "role=web");
        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.err()).contains("error[confirmation_required]", "--yes");
        assertThat(controller.requests(ROLLOUTS)).hasSize(1);
    }

    private static HostSummary having(String name, ManifestId desired) {
        HostSummary host = Bodies.host(name);
        HostAppView app = new HostAppView(
                Bodies.DESAFIO,
                Goal.STOPPED,
                desired,
                desired,
                null,
                desired.version(),
                desired.version(),
                null,
                Phase.STOPPED,
                0,
                0,
                List.of());
        return new HostSummary(
                host.id(),
                name,
                host.state(),
                host.freshness(),
                host.lastSeenAt(),
                host.labels(),
                null,
                3,
                3,
                "0.1.0",
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(app));
    }

    @Test
    void startingHostsOfDifferentReleasesAsksWhichOneIsMeant() {
        controller.on("GET /v1/hosts", Bodies.page(having("web-01", Bodies.V1), having("web-02", Bodies.V2)));

        Bench.Ran ran = bench.run("start", "desafio", "--all", "--yes");
        assertThat(ran.exit()).isEqualTo(5);
        assertThat(ran.err()).contains("different releases", "globohub rollout start desafio VERSION");
        assertThat(controller.requests(ROLLOUTS)).isEmpty();
    }

    @Test
    void startingWhatNoHostHasIsSaid() {
        controller.on("GET /v1/hosts", Bodies.page());

        Bench.Ran ran = bench.run("start", "desafio", "-l", "role=web", "--yes");
        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.err()).contains("error[no_hosts_selected]");
    }

    private static WebhookView webhook(String secret) {
        return new WebhookView(
                "wh_1",
                "https://chat.example.net/hook",
                List.of("host_lost", "rollout_failed"),
                WebhookFormat.EVENT,
                Bodies.NOW,
                "ada",
                41L,
                null,
                null,
                null,
                secret);
    }

    @Test
    void theSecretOfAWebhookIsPrintedAloneAndNeverListed() {
        controller.on(
                "POST /v1/webhooks",
                FakeController.json(201, Json.write(webhook("whsec_abc"))).build());
        controller.on("GET /v1/webhooks", Bodies.page(webhook(null)));

        Bench.Ran made =
                bench.run("webhook", "create", "https://chat.example.net/hook", "--events", "host_lost", "--slack");
        assertThat(made.out()).isEqualTo("whsec_abc\n");
        assertThat(made.err()).contains("wh_1 for host_lost, rollout_failed", "only time");
        assertThat(sent("POST /v1/webhooks", 0))
                .isEqualTo(Json.tree("{\"url\":\"https://chat.example.net/hook\",\"events\":[\"host_lost\"],"
                        + "\"format\":\"slack\"}"));
        Bench.Ran listed = bench.run("webhook", "list", "-o", "csv");
        assertThat(listed.out())
                .contains("wh_1", "https://chat.example.net/hook")
                .doesNotContain("whsec");
    }

    @Test
    void aWebhookIsDeletedAsItWasSeenAndOnlyWhenAskedTo() {
        controller.on(
                "GET /v1/webhooks/wh_1",
                FakeController.json(200, Json.write(webhook(null)))
                        .setHeader("ETag", "\"w7\"")
                        .build());
        controller.on(
                "DELETE /v1/webhooks/wh_1", new MockResponse.Builder().code(204).build());

        assertThat(bench.run("webhook", "delete", "wh_1").exit()).isEqualTo(64);
        assertThat(controller.requests("DELETE /v1/webhooks/wh_1")).isEmpty();
        assertThat(bench.run("webhook", "delete", "wh_1", "--yes").exit()).isZero();
        assertThat(controller
                        .requests("DELETE /v1/webhooks/wh_1")
                        .get(0)
                        .getHeaders()
                        .get("If-Match"))
                .isEqualTo("\"w7\"");
    }

    @Test
    void aTestThatTheReceiverDoesNotTakeIsAFailureWithItsRemedy() {
        controller.on(
                "POST /v1/webhooks/wh_1/test",
                Json.write(new DeliveryView("msg_1", 0L, "test", 1, false, 500, "it answered 500", Bodies.NOW)));
        controller.on(
                "GET /v1/webhooks/wh_1/deliveries",
                Bodies.page(new DeliveryView("msg_2", 42L, "host_lost", 3, true, 204, null, Bodies.NOW)));

        Bench.Ran test = bench.run("webhook", "test", "wh_1");
        assertThat(test.exit()).isEqualTo(1);
        assertThat(test.err())
                .contains("error[webhook_failed]: the receiver did not take it: it answered 500", "try: ");
        assertThat(bench.run("webhook", "deliveries", "wh_1", "-n", "5", "-o", "csv")
                        .out())
                .contains("host_lost", "204");
        assertThat(controller
                        .requests("GET /v1/webhooks/wh_1/deliveries")
                        .get(0)
                        .getUrl()
                        .queryParameter("limit"))
                .isEqualTo("5");
    }

    @Test
    void anUnknownWebhookIsNotFound() {
        controller.onProblem("GET /v1/webhooks/wh_9", 404, Reason.WEBHOOK_NOT_FOUND, "there is no webhook wh_9");

        Bench.Ran ran = bench.run("webhook", "delete", "wh_9", "--yes");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("error[webhook_not_found]", "globohub webhook list");
    }

    @Test
    void theInventoryIsWhatAnsibleWantsAndAHostThatIsNotThereHasNoVariables() {
        String inventory = "{\"_meta\":{\"hostvars\":{\"web-01\":{\"globohub_freshness\":\"fresh\"}}},"
                + "\"role_web\":{\"hosts\":[\"web-01\"]}}";
        controller.on("GET /v1/integrations/ansible/inventory", inventory);

        assertThat(bench.run("inventory", "--list").json()).isEqualTo(Json.tree(inventory));
        assertThat(bench.run("inventory", "--host", "web-01")
                        .json()
                        .path("globohub_freshness")
                        .asText())
                .isEqualTo("fresh");
        assertThat(bench.run("inventory", "--host", "web-09").out()).isEqualTo("{}\n");
    }
}
