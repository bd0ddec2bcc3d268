package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

@ExtendWith(OnStage.class)
class FleetAndHostsPageTest {
    @Test
    void theFleetIsSeenAtAGlance(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("As desired");
        assertThat(browser.find(".stat-value").getText()).isEqualTo(Integer.toString(Stage.HOSTS));
        assertThat(browser.find(".waffle canvas").getAttribute("aria-label")).startsWith("24 hosts");
        // something is really painted
        assertThat(
                        (Long)
                                browser.run(
                                        "const c = document.querySelector('.waffle canvas');"
                                                + "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v) => v > 0).length"))
                .isGreaterThan(1000);
    }

    @Test
    void aCellOfTheWaffleOpensItsHostWithTheKeyboard(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.find(".waffle canvas");
        browser.run("document.querySelector('.waffle canvas').focus()");
        browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);
        browser.isAt("/hosts/web-002");
        browser.sees("web-002");
    }

    @Test
    void theWaffleIsColouredByVersionAndItsAddressKeepsThat(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.choose(".card select", "desafio");
        browser.isAt("/?by=desafio");
        browser.find(".legend a[href*='app=desafio&version=']");
    }

    @Test
    void whatHappensAppearsByItself(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("Latest events");
        stage.world().push("comments", "9." + System.nanoTime());
        browser.sees("comments 9.");
    }

    @Test
    void neighboursInTheHistoryThatSayTheSameAreOneLine(Stage stage) {
        stage.world().push("crowd", "1.0");
        stage.fleet().roll("{'app':'crowd','version':'1.0','selector':'role=api','batch':'100%','bake_seconds':0}");
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("crowd 1.0 on 4 hosts");
        stage.fleet().roll("{'app':'crowd','goal':'absent','selector':'role=api','batch':'100%','bake_seconds':0}");
    }

    @Test
    void searchNarrowsTheTableAsOneTypes(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts");
        browser.sees("24 hosts");
        browser.keys("/");
        browser.keys("web-01");
        browser.sees("10 of 24 hosts");
        browser.isAt("/hosts?q=web-01");
        browser.type("input[type=search]", "zzz");
        browser.sees("No host matches");
        browser.press("Clear the filters");
        browser.sees("24 hosts");
    }

    @Test
    void facetsCountAndPillsTakeThemBack(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts");
        browser.press("zone");
        browser.click(".menu[open] .check");
        browser.sees("8 of 24 hosts");
        browser.press("role");
        browser.sees("zone: ");
        browser.back();
        browser.sees("24 hosts");
    }

    @Test
    void filtersComeBackWithTheBackButton(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts?label=zone%3Dfra&app=desafio");
        browser.sees("of 24 hosts");
        String before = browser.find(".page-head [role=status]").getText();
        browser.click(".grid tbody a");
        browser.sees("Last deployment");
        browser.back();
        browser.isAt("/hosts?label=zone%3Dfra&app=desafio");
        browser.sees(before);
    }

    @Test
    void rowsAreWalkedAndOpenedWithTheKeyboardAlone(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts");
        browser.sees("web-005");
        browser.keys("jjjk");
        Browser.patiently().until(() -> browser.count(".grid tr.cursor") == 1);
        assertThat(browser.find(".grid tr.cursor").getText()).contains("web-002");
        browser.keys(Keys.ENTER);
        browser.isAt("/hosts/web-002");
        browser.keys("gh");
        browser.isAt("/hosts");
        browser.keys("?");
        browser.sees("This help");
        browser.escape();
        browser.seesNoMore("This help");
    }

    @Test
    void chosenHostsAreHeldAfterTheEffectWasSaidAndLiftedAgain(Stage stage) {
        Browser browser = stage.enter(Role.OPERATOR, "/hosts?q=web-02");
        browser.sees("5 of 24 hosts");
        browser.press("Select web-020");
        browser.press("Select web-021");
        browser.sees("2 hosts selected");
        browser.press("Hold…");
        browser.sees("rollouts leave it out");
        browser.type("dialog input", "disk is being replaced " + Stage.HOSTILE);
        browser.press("Hold 2 hosts");
        browser.sees("2 hosts held");
        assertThat(stage.world().hostNow("web-020").summary().hold().reason()).startsWith("disk is being replaced");
        stage.enter(Role.OPERATOR, "/hosts/web-020").sees("disk is being replaced <img src=x");
        browser.press("Lift hold…");
        browser.press("Lift the hold");
        browser.sees("is lifted");
        assertThat(stage.world().hostNow("web-020").summary().hold()).isNull();
        stage.enter(Role.OPERATOR, "/hosts/web-021");
        browser.press("Lift hold…");
        browser.press("Lift the hold");
        browser.sees("is lifted");
    }

    @Test
    void chosenHostsGoStraightIntoAPlan(Stage stage) {
        String version = "3." + System.nanoTime();
        stage.world().push("desafio", version);
        Browser browser = stage.enter(Role.OPERATOR, "/hosts?q=web-00");
        browser.press("Select web-001");
        browser.press("Select web-002");
        browser.press("Roll out…");
        browser.isAt("selector=host%20in%20(web-001%2Cweb-002)");
        browser.choose("select[name=app]", "desafio");
        browser.choose("select[name=version]", version);
        browser.sees("2 hosts of 2 selected would change");
    }

    @Test
    void columnsAreChosenAndStayChosen(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts");
        browser.sees("web-001");
        assertThat(browser.find("thead").getText()).doesNotContain("Restarts");
        browser.press("Columns");
        browser.run(
                "[...document.querySelectorAll('.menu[open] .check')].find((l) => l.innerText === 'Restarts').click()");
        Browser.patiently().until(() -> browser.find("thead").getText().contains("Restarts"));
        stage.enter(Role.VIEWER, "/hosts");
        Browser.patiently().until(() -> browser.find("thead").getText().contains("Restarts"));
        browser.run("localStorage.clear()");
    }

    @Test
    void aFilteredTableIsTakenAlongForASpreadsheet(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts?q=web-003");
        browser.sees("1 of 24 hosts");
        browser.run("""
                window.taken = null;
                const make = URL.createObjectURL;
                URL.createObjectURL = (blob) => { blob.text().then((text) => { window.taken = text; }); return make.call(URL, blob); };
                HTMLAnchorElement.prototype.click = function () { window.named = this.download; };
                """);
        browser.press("CSV");
        Browser.patiently().until(() -> browser.run("return window.taken") != null);
        assertThat(browser.run("return window.named")).isEqualTo("hosts.csv");
        assertThat(browser.run("return window.taken").toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("web-003,good,desafio "));
    }
}
