package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class PastPageTest {
    /** A moment after which one host got an app of this name. */
    private static Instant before(Stage stage, String app) {
        stage.world().push(app, "4.2");
        stage.fleet().turn(Duration.ofSeconds(2));
        Instant moment = stage.world().clock().instant().truncatedTo(ChronoUnit.SECONDS);
        stage.fleet().turn(Duration.ofSeconds(2));
        stage.fleet().roll("{'app':'" + app + "','version':'4.2','selector':'host=web-008','bake_seconds':0}");
        return moment;
    }

    @Test
    void theHostsAreSeenAsTheyWereAndAsTheyAre(Stage stage) {
        Instant moment = before(stage, "later");
        Browser browser = stage.enter(Role.OPERATOR, "/hosts?q=web-008");
        browser.sees("later 4.2");
        stage.enter(Role.OPERATOR, "/hosts?q=web-008&as_of=" + moment);
        browser.sees("As of ");
        browser.sees("1 of 24 hosts");
        browser.sees("desafio");
        assertThat(browser.text()).doesNotContain("later 4.2");
        assertThat(browser.count("thead input"))
                .as("nothing is done to the past")
                .isZero();
        browser.press("Back to now");
        browser.isAt("/hosts?q=web-008");
        browser.sees("later 4.2");
    }

    @Test
    void aMomentIsPickedAndTheAddressCarriesItForEverybody(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts");
        browser.sees("24 hosts");
        browser.press("As of…");
        browser.press("1 week ago");
        browser.sees("There was no host yet");
        assertThat(browser.address()).matches(".*/hosts\\?as_of=\\d{4}-\\d\\d-\\d\\dT\\d\\d%3A\\d\\d%3A\\d\\d\\.000Z");
        browser.back();
        browser.sees("24 hosts");
        stage.enter(Role.VIEWER, "/hosts?as_of=nonsense").sees("24 hosts");
    }

    @Test
    void theHistoryAddsUpWhatRanThenAndLeadsFromAnEntryToItsMoment(Stage stage) {
        Instant moment = before(stage, "summed");
        Browser browser = stage.enter(Role.VIEWER, "/history?as_of=" + moment);
        browser.sees("See them one by one");
        assertThat(browser.find(".past").getText()).contains("desafio").doesNotContain("summed");
        stage.enter(Role.VIEWER, "/history?host=web-008&kind=deployment_succeeded");
        browser.click(".ledger .btn");
        browser.sees("The fleet then");
        browser.press("as it was");
        browser.sees("See them one by one");
    }

    @Test
    void theWholeChainIsRecomputedOnDemand(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/history");
        browser.sees("#");
        browser.press("Verify the chain");
        browser.sees("Unbroken up to #");
    }
}
