package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

@ExtendWith(OnStage.class)
class HistoryAndSettingsPageTest {
    @Test
    void theLedgerIsFilteredAndEachEntryHasAnAddress(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/history");
        browser.choose("select", "host_enrolled");
        browser.isAt("/history?kind=host_enrolled");
        browser.sees("Host enrolled");
        browser.click(".ledger tbody a");
        browser.sees("Entry #");
        Browser.patiently().until(() -> browser.count(".ledger tbody tr") == 1);
        browser.press("Details");
        browser.run("document.querySelector('.ledger .btn').click()");
        browser.sees("Hash");
        browser.escape();
    }

    @Test
    void theHistoryOfOneHostIsReachedFromIt(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-004");
        browser.press("All of it");
        browser.isAt("/history?host=web-004");
        browser.sees("Deployment succeeded");
    }

    @Test
    void anEarlierFleetIsAskedForAtAnAddress(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/history?as_of=2026-01-01T00:00");
        browser.sees("The fleet at an earlier moment");
        Browser.patiently()
                .until(() -> browser.count(".past .skeleton") == 0 && browser.count(".past .card-body > *") > 1);
    }

    @Test
    void whatAControllerCannotAnswerIsSaidAndIsNoError(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/packages?name=Werkzeug&version=%3C2.2.3");
        Browser.patiently()
                .until(() -> browser.count(".skeleton") == 0 && browser.text().contains("Packages"));
        assertThat(browser.count(".notice.bad")).isZero();
    }

    @Test
    void anEnrolmentTokenComesWithTheCommandToPaste(Stage stage) {
        Browser browser = stage.enter(Role.ADMIN, "/settings");
        browser.press("Make an enrolment token…");
        browser.type("dialog input[placeholder]", "role=web,zone=fra");
        browser.press("Make the token");
        browser.sees("globohub-agent enroll " + stage.address(""));
        browser.sees("This is shown once");
        String command = browser.find("dialog .copyable code").getText();
        assertThat(command).matches("globohub-agent enroll http://127.0.0.1:\\d+ --token-stdin <<< \\S+");
        browser.escape();
        browser.seesNoMore("This is shown once");
    }

    @Test
    void aTokenIsMadeAndRevoked(Stage stage) {
        Browser browser = stage.enter(Role.ADMIN, "/settings");
        browser.press("New token…");
        browser.type("dialog input", "dashboard");
        browser.press("Make the token");
        browser.sees("Token dashboard");
        browser.escape();
        browser.press("Revoke dashboard");
        browser.sees("This cannot be taken back");
        browser.press("Revoke it");
        browser.sees("dashboard is revoked");
        Browser.patiently().until(() -> !browser.find(".stackable").getText().contains("dashboard"));
    }

    @Test
    void aPipelinesTokenIsBoundToOneApp(Stage stage) {
        Browser browser = stage.enter(Role.ADMIN, "/settings");
        browser.press("New token…");
        browser.type("dialog input[name=name]", "pipeline");
        assertThat(browser.count("dialog input[name=app]")).isZero();
        browser.choose("dialog select[name=role]", "operator");
        browser.type("dialog input[name=app]", "desafio");
        browser.press("Make the token");
        browser.sees("Token pipeline");
        browser.escape();
        browser.sees("only desafio");
        browser.press("Revoke pipeline");
        browser.press("Revoke it");
        browser.sees("pipeline is revoked");
    }

    @Test
    void addingHostsBeginsFromAnywhere(Stage stage) {
        Browser browser = stage.enter(Role.ADMIN, "/history");
        browser.sees("Verify the chain");
        browser.control("k");
        browser.keys("add hosts");
        browser.sees("make an enrolment token");
        browser.keys(Keys.ENTER);
        browser.sees("How many hosts");
        browser.isAt("/settings");
        browser.escape();
        browser.seesNoMore("How many hosts");
    }

    @Test
    void anAddressThatIsNoneSaysSo(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/no-such-host");
        stage.expectInConsole("404");
        browser.sees("There is no host no-such-host");
        browser.press("All hosts");
        browser.sees("24 hosts");
    }
}
