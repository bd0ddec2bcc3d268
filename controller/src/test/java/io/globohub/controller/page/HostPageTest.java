package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class HostPageTest {
    @Test
    void theThreeFactsStandSideBySideWithTheirDrift(Stage stage) {
        stage.world().push("wobbly", "1.0");
        stage.world().agent("web-006").breakVersion("1.0");
        String id = stage.world()
                .rollout(
                        "{'app':'wobbly','version':'1.0','selector':'host=web-006','bake_seconds':0,'on_failure':'stop'}")
                .id();
        for (int i = 0; i < 20 && !stage.world().rolloutNow(id).status().isFinished(); i++) {
            stage.fleet().turn(Duration.ofSeconds(1));
        }
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-006");
        browser.sees("wobbly");
        browser.sees("ImportError: no module");
        String drift = browser.find(".app-card .drift").getText();
        assertThat(drift).contains("Failed");
        browser.press("Why is it so?");
        stage.enter(Role.VIEWER, "/").sees("1 drifting");
        // other apps may drift as well
        browser.find("a[href='/hosts?app=wobbly&drift=any']").click();
        browser.isAt("/hosts?app=wobbly&drift=any");
        browser.sees("1 of 24 hosts");
        stage.fleet().roll("{'app':'wobbly','goal':'absent','selector':'host=web-006','bake_seconds':0}");
    }

    @Test
    void theStepsOfTheLastDeploymentSayHowLongEachTook(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-009");
        browser.sees("preflight");
        assertThat(browser.find(".steps").getText())
                .containsSubsequence("reserve", "0.01 s", "fetch", "0.3 s", "venv", "skipped", "preflight", "1.4 s");
    }

    @Test
    void chartsMarkWhatHappenedAndSayItUnderThePointer(Stage stage) {
        for (int i = 0; i < 8; i++) {
            stage.fleet().turn(Duration.ofSeconds(10));
        }
        stage.fleet().roll("{'app':'desafio','restart':true,'selector':'host=web-012','bake_seconds':0}");
        for (int i = 0; i < 8; i++) {
            stage.fleet().turn(Duration.ofSeconds(10));
        }
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-012");
        browser.sees("deployed, started or stopped");
        browser.point(".plot .u-over");
        Browser.patiently().until(() -> browser.count(".readout:not([hidden])") == 4);
        assertThat(browser.find(".readout").getText()).matches("\\d\\d:\\d\\d:\\d\\d · \\d+ %.*");
        assertThat(browser.find(".plot").getAttribute("aria-label")).matches("CPU: now .* [1-9]\\d* marks of .*");
    }

    @Test
    void anotherSpanOfTimeHasAnAddress(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-001");
        browser.sees("Resources");
        browser.press("24h");
        browser.isAt("/hosts/web-001?span=24h");
        Browser.patiently().until(() -> browser.count(".plot canvas") == 4);
        browser.run("localStorage.clear()");
    }
}
