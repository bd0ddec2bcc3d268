package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.event.EventKind;
import io.globohub.common.protocol.Role;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class WebhookPageTest {
    private MockWebServer receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new MockWebServer();
        receiver.start();
    }

    @AfterEach
    void hush() {
        receiver.close();
    }

    private void answers(int status) {
        receiver.enqueue(new MockResponse.Builder().code(status).build());
    }

    @Test
    void aWebhookIsMadeTestedWatchedAndTakenAway(Stage stage) throws Exception {
        String address = receiver.url("/hook").toString();
        Browser browser = stage.enter(Role.ADMIN, "/settings");
        browser.press("New webhook…");
        browser.type("dialog input[type=url]", address);
        browser.choose("dialog select[name=which]", "chosen");
        browser.sees("Tell it of 0 kinds");
        browser.click("dialog input[name=pack_pushed]");
        browser.press("Tell it of 1 kind");
        browser.sees("This secret signs every delivery");
        assertThat(browser.find("dialog .copyable code").getText()).startsWith("whsec_");
        browser.escape();
        browser.sees("Told all");

        answers(204);
        browser.press("Test " + address);
        browser.sees("The test was taken: 204");
        assertThat(receiver.takeRequest().getHeaders().get("webhook-signature")).startsWith("v1,");

        answers(500);
        answers(200);
        browser.press("Deliveries to " + address);
        browser.find(".deliveries");
        assertThat(browser.address()).contains("/settings?webhook=wh_");
        stage.world().push("comments", "5." + System.nanoTime());
        assertThat(receiver.takeRequest().getBody().utf8()).contains("comments 5.");
        browser.sees("Failing");
        browser.sees("Refused");

        browser.press("Remove " + address);
        browser.sees("It is told of nothing from now on");
        browser.press("Remove it");
        browser.sees("Nobody is told yet");
        browser.isAt("/settings");
    }

    @Test
    void anAddressThatMayNotBeCalledIsRefusedInTheDialog(Stage stage) {
        stage.expectInConsole("/v1/webhooks");
        Browser browser = stage.enter(Role.ADMIN, "/settings");
        browser.press("New webhook…");
        browser.type("dialog input[type=url]", "ftp://example.org/hook");
        browser.press("Make the webhook");
        browser.sees("url must be an http or https address");
        browser.escape();
    }

    @Test
    void everyKindOfEventCanBeAskedForAndIsOffered(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/history");
        browser.find("select[name=kind] option");
        Object offered = browser.run(
                "return [...document.querySelectorAll('select[name=kind] option')].map((each) => each.value).filter(Boolean)");
        assertThat(new TreeSet<>((List<?>) offered))
                .isEqualTo(new TreeSet<>(
                        Arrays.stream(EventKind.values()).map(EventKind::code).toList()));
    }
}
