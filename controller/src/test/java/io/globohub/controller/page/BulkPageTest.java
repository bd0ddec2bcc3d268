package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.Role;
import io.globohub.common.state.Goal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class BulkPageTest {
    /** Other journeys give their hosts what they like; these have one release of one app for themselves. */
    @BeforeEach
    void giveThemAnApp(Stage stage) {
        stage.world().push("bulk", "1.0");
        stage.fleet()
                .roll("{'app':'bulk','version':'1.0','selector':'host in (web-021,web-022,web-023)','batch':'100%',"
                        + "'bake_seconds':0}");
    }

    private static HostAppView bulk(Stage stage, String host) {
        return stage.world().hostNow(host).summary().apps().stream()
                .filter(app -> app.app().value().equals("bulk"))
                .findFirst()
                .orElseThrow();
    }

    private static Browser choose(Stage stage, String... hosts) {
        Browser browser = stage.enter(Role.OPERATOR, "/hosts?q=web-02");
        browser.sees("of 24 hosts");
        for (String host : hosts) {
            browser.press("Select " + host);
        }
        browser.sees(hosts.length + " hosts selected");
        return browser;
    }

    @Test
    void chosenHostsAreRestartedAsTheirPlanSaid(Stage stage) {
        int before = pid(stage, "web-021");
        Browser browser = choose(stage, "web-021", "web-022", "web-023");
        browser.press("Restart…");
        browser.sees("3 hosts of 3 selected would change");
        browser.sees("the data that bulk keeps in memory are lost on 3 hosts");
        browser.sees("globohub restart bulk -l 'host in (web-021,web-022,web-023)' --batch 25%");
        browser.type("dialog input[name=batch]", "100%");
        browser.sees("in 1 batch.");
        browser.press("Restart bulk on 3 hosts");
        browser.sees("of 3 hosts done");
        stage.turnUntilSeen("3 of 3 hosts done");
        assertThat(pid(stage, "web-021")).isNotEqualTo(before);
    }

    private static int pid(Stage stage, String host) {
        return (int) stage.world()
                .hostNow(host)
                .observation()
                .apps()
                .get(0)
                .running()
                .pid();
    }

    @Test
    void chosenHostsAreStoppedAndStartedAgain(Stage stage) {
        Browser browser = choose(stage, "web-021", "web-022");
        assertThat(browser.find(".bulk").getText()).doesNotContain("Start…");
        browser.press("Stop…");
        browser.sees("stays stopped until somebody starts it");
        browser.sees("globohub stop bulk");
        browser.press("Stop bulk on 2 hosts");
        stage.turnUntilSeen("2 of 2 hosts done");
        assertThat(bulk(stage, "web-021").goal()).isEqualTo(Goal.STOPPED);

        choose(stage, "web-021", "web-022").press("Start…");
        browser.sees("globohub start bulk");
        browser.press("Start bulk on 2 hosts");
        stage.turnUntilSeen("2 of 2 hosts done");
        assertThat(bulk(stage, "web-021").goal()).isEqualTo(Goal.RUNNING);
        assertThat(bulk(stage, "web-021").runningVersion()).isNotNull();
    }

    @Test
    void severalHoldsAreLiftedAtOnceAndEachIsNamed(Stage stage) {
        for (String host : new String[] {"web-022", "web-023"}) {
            Browser browser = stage.enter(Role.OPERATOR, "/hosts/" + host);
            browser.press("Hold…");
            browser.type("dialog input", "audit of " + host);
            browser.press("Hold " + host);
            browser.sees("Held by");
        }
        Browser browser = choose(stage, "web-022", "web-023");
        assertThat(browser.find(".bulk").getText()).doesNotContain("Hold…");
        browser.press("Lift holds…");
        browser.sees("“audit of web-022”");
        browser.press("Lift 2 holds");
        browser.sees("the holds on 2 hosts are lifted");
        assertThat(stage.world().hostNow("web-023").summary().hold()).isNull();
    }

    @Test
    void whatWouldChangeNothingCannotBeStarted(Stage stage) {
        Browser browser = stage.enter(Role.OPERATOR, "/hosts/web-024");
        browser.press("Hold…");
        browser.type("dialog input", "under repair");
        browser.press("Hold web-024");
        browser.sees("Held by");
        browser.press("Restart desafio…");
        browser.sees("0 hosts of 1 selected would change");
        assertThat(browser.find("dialog button[type=submit]").isEnabled()).isFalse();
        browser.escape();
        browser.press("Lift hold…");
        browser.press("Lift the hold");
        browser.sees("is lifted");
    }
}
