package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

@ExtendWith(OnStage.class)
class PalettePageTest {
    private static final String LINE = ".palette input";

    @Test
    void aHostIsFoundAndOpenedFromAnywhereWithoutThePointer(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/history");
        browser.sees("Verify the chain");
        browser.control("k");
        browser.find(LINE);
        browser.keys("web-017");
        browser.sees("zone=");
        browser.keys(Keys.ENTER);
        browser.isAt("/hosts/web-017");
        browser.sees("Last deployment");
        assertThat(browser.count(".palette")).isZero();
    }

    @Test
    void arrowsWalkWhatWasFoundAndTheScreenReaderIsTold(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("As desired");
        browser.control("k");
        browser.type(LINE, "desafio 1.");
        browser.sees("Versions");
        // what came of less than the whole text is gone
        browser.seesNoMore("the hosts that have it");
        browser.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        Browser.patiently().until(() -> "palette-2".equals(browser.find(LINE).getAttribute("aria-activedescendant")));
        String chosen = browser.find("#palette-2 .palette-label").getText();
        assertThat(browser.find("#palette-2").getAttribute("aria-selected")).isEqualTo("true");
        browser.keys(Keys.ENTER);
        browser.isAt("/hosts?app=desafio&version=" + chosen.split(" ")[1]);
    }

    @Test
    void whatCanBeDoneHereStandsFirst(Stage stage) {
        Browser browser = stage.enter(Role.OPERATOR, "/hosts/web-004");
        browser.sees("Last deployment");
        browser.control("k");
        browser.keys("restart desafio");
        browser.sees("Restart desafio…");
        browser.keys(Keys.ENTER);
        browser.sees("1 host of 1 selected would change");
        browser.escape();
        browser.seesNoMore("would change");
    }

    @Test
    void escapeLeavesItAndTheFocusIsBackWhereItWas(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts");
        browser.sees("24 hosts");
        browser.press("Find anything");
        browser.find(LINE);
        browser.keys("nothing is called like this");
        browser.sees("Nothing is called");
        browser.escape();
        Browser.patiently().until(() -> browser.count(".palette") == 0);
        browser.run("document.querySelector('.find').focus()");
        browser.control("k");
        browser.find(LINE);
        browser.control("k");
        Browser.patiently().until(() -> browser.count(".palette") == 0);
        assertThat(browser.focus()).isEqualTo("Find anything");
    }

    @Test
    void whatARoleMayNotDoIsNotOffered(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-004");
        browser.sees("Last deployment");
        browser.control("k");
        browser.sees("Keyboard shortcuts");
        assertThat(browser.find(".palette").getText())
                .doesNotContain("New rollout", "enrolment", "Restart", "Hold", "Here");
        browser.escape();
    }

    @Test
    void hostileNamesThatAreFoundStayText(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("As desired");
        browser.control("k");
        // a name of its own: other journeys make things that carry the usual hostile one
        browser.type(LINE, Stage.HOSTILE.replace("src=x", "src=nowhere"));
        browser.sees("Nothing is called “<img src=nowhere");
        assertThat(browser.count("img")).isZero();
        browser.escape();
    }
}
