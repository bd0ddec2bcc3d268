package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

@ExtendWith(OnStage.class)
class KeyboardPageTest {
    @Test
    void everyPlaceIsTwoKeysAway(Stage stage) {
        Browser browser = stage.enter(Role.OPERATOR, "/");
        browser.sees("As desired");
        String[][] places = {
            {"gh", "/hosts"},
            {"gr", "/rollouts"},
            {"gn", "/rollouts/new"},
            {"gp", "/packages"},
            {"gy", "/history"},
            {"gs", "/settings"},
            {"gf", "/"}
        };
        for (String[] place : places) {
            browser.keys(place[0]);
            browser.isAt(place[1]);
        }
    }

    @Test
    void theLedgerAndTheRolloutsAreWalkedAndOpenedToo(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/history");
        browser.sees("Details");
        browser.keys("jj");
        Browser.patiently().until(() -> browser.count(".grid tr.cursor") == 1);
        String number = browser.find(".grid tr.cursor a").getText();
        browser.keys(Keys.ENTER);
        browser.sees("#" + number + " · ");
        browser.escape();
        browser.seesNoMore("The fleet then");
        browser.keys("gr");
        browser.sees("desafio");
        browser.keys("j");
        Browser.patiently().until(() -> browser.count(".grid tr.cursor") == 1);
        browser.keys(Keys.ENTER);
        browser.sees("hosts done");
    }

    @Test
    void theFocusFollowsToTheNewPageAndComesBackFromADialog(Stage stage) {
        Browser browser = stage.enter(Role.OPERATOR, "/hosts/web-003");
        browser.sees("Last deployment");
        browser.run("[...document.querySelectorAll('button')].find((each) => each.innerText === 'Hold…').focus()");
        browser.keys(Keys.ENTER);
        browser.sees("rollouts leave it out");
        browser.escape();
        browser.seesNoMore("rollouts leave it out");
        assertThat(browser.focus()).isEqualTo("Hold…");
        browser.keys("gh");
        browser.sees("24 hosts");
        Browser.patiently().until(() -> "main".equals(browser.run("return document.activeElement.id")));
    }

    @Test
    void slashSearchesFromAnywhereAndEscapeLeavesTheSearch(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-003");
        browser.sees("Last deployment");
        browser.keys("/");
        browser.isAt("/hosts");
        Browser.patiently().until(() -> "Search hosts by name or label".equals(browser.focus()));
        browser.keys("web-01");
        browser.sees("10 of 24 hosts");
        browser.escape();
        browser.keys("j");
        Browser.patiently().until(() -> browser.count(".grid tr.cursor") == 1);
    }

    @Test
    void singleKeysCanBeSwitchedOffAndThePaletteStays(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/settings");
        browser.sees("Single-key shortcuts");
        browser.run("document.querySelector('.check input').click()");
        browser.keys("gh");
        browser.keys("?");
        browser.control("k");
        browser.find(".palette");
        browser.escape();
        browser.isAt("/settings");
        assertThat(browser.text()).doesNotContain("This help");
        browser.run("localStorage.clear()");
    }

    @Test
    void aViewThatFailsLeavesTheWayToTheOthers(Stage stage) throws Exception {
        stage.expectInConsole("TypeError");
        Browser browser = stage.browser();
        try (ManyHosts odd = new ManyHosts(stage.address(""), 3, host -> host.remove("apps"))) {
            browser.open(odd.address("/login"));
            browser.run("sessionStorage.setItem('globohub.token', arguments[0])", stage.token(Role.VIEWER));
            browser.open(odd.address("/hosts"));
            browser.sees("This view cannot be shown");
            browser.keys("gr");
            browser.sees("desafio");
        } finally {
            stage.expectInConsole("net::ERR");
            browser.open("about:blank");
        }
    }
}
