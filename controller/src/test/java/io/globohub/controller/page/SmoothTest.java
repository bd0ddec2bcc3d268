package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/**
 * Five thousand hosts are as quick under the hand as fifty. The time of the longest task is taken from the browser; other
 * programs on the machine only ever add to it, so the best of a few openings is what the page itself takes.
 */
@ExtendWith(OnStage.class)
class SmoothTest {
    private static final int HOSTS = 5000;
    private static final double LONGEST_MILLIS = 200;
    private static final int OPENINGS = 12;
    private static final String MEASURE = """
            window.longest = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.longest = Math.max(window.longest, each.duration); }))
              .observe({type: 'longtask', buffered: true});
            """;

    private static double longest(Browser browser) {
        return ((Number) browser.run("return window.longest ?? 0")).doubleValue();
    }

    /** The best of a few openings. */
    private static double opened(Stage stage, ManyHosts many, String path, String seen) {
        Browser browser = stage.browser();
        double best = Double.MAX_VALUE;
        for (int i = 0; i < OPENINGS && best >= LONGEST_MILLIS; i++) {
            browser.open(many.address("/login"));
            browser.run("sessionStorage.setItem('globohub.token', arguments[0])", stage.token(Role.OPERATOR));
            browser.open(many.address(path));
            browser.sees(seen);
            best = Math.min(best, longest(browser));
        }
        return best;
    }

    @Test
    void nothingTakesLongWhenFiveThousandHostsAreOpened(Stage stage) throws Exception {
        Browser browser = stage.browser();
        Runnable stopMeasuring = browser.beforeEachPage(MEASURE);
        try (ManyHosts many = new ManyHosts(stage.address(""), HOSTS)) {
            double fleet = opened(stage, many, "/", "As desired");
            double hosts = opened(stage, many, "/hosts", "5,000 hosts");
            System.out.printf("longest task with 5,000 hosts: fleet %.0f ms, hosts %.0f ms%n", fleet, hosts);
            assertThat(fleet).as("opening the fleet").isLessThan(LONGEST_MILLIS);
            assertThat(hosts).as("opening the hosts").isLessThan(LONGEST_MILLIS);
            assertThat(browser.count(".grid tbody tr")).isLessThan(120);
        } finally {
            stopMeasuring.run();
            stage.expectInConsole("net::ERR");
            browser.open("about:blank");
        }
    }

    @Test
    void onlyTheRowsInViewExistAndTypingNarrowsThemAtOnce(Stage stage) throws Exception {
        Browser browser = stage.browser();
        try (ManyHosts many = new ManyHosts(stage.address(""), HOSTS)) {
            opened(stage, many, "/hosts", "5,000 hosts");
            browser.run("scrollTo(0, 90000)");
            browser.sees("many-2");
            assertThat(browser.count(".grid tbody tr")).isLessThan(120);
            browser.run("scrollTo(0, 0)");
            browser.type("input[type=search]", "many-4999");
            browser.sees("1 of 5,000 hosts");
            browser.keys(Keys.ESCAPE);
            browser.keys("jx");
            browser.sees("1 host selected");
        } finally {
            stage.expectInConsole("net::ERR");
            browser.open("about:blank");
        }
    }

    @Test
    void whoGoesBackIsWhereTheyWere(Stage stage) throws Exception {
        Browser browser = stage.browser();
        try (ManyHosts many = new ManyHosts(stage.address(""), HOSTS)) {
            opened(stage, many, "/hosts", "5,000 hosts");
            browser.run("scrollTo(0, 60000)");
            browser.sees("many-15");
            browser.run("document.querySelector('.grid a[href*=\"many-15\"]').click()");
            browser.sees("There is no host many-15");
            browser.back();
            browser.sees("many-15");
            assertThat(((Number) browser.run("return scrollY")).intValue()).isBetween(59000, 61000);
        } finally {
            stage.expectInConsole("net::ERR");
            stage.expectInConsole("404");
            browser.open("about:blank");
        }
    }

    @Test
    void thousandsOfChosenHostsGoIntoAPlanAndStayInItOverAReload(Stage stage) throws Exception {
        Browser browser = stage.browser();
        try (ManyHosts many = new ManyHosts(stage.address(""), HOSTS)) {
            opened(stage, many, "/hosts", "5,000 hosts");
            browser.press("Select every host shown");
            browser.sees("5,000 hosts selected");
            browser.press("Roll out…");
            browser.isAt("/rollouts/new");
            browser.reload();
            browser.find("input[name=selector]");
            assertThat(browser.find("input[name=selector]").getAttribute("value"))
                    .startsWith("host in (many-0000,many-0001,")
                    .endsWith(",many-4999)");
        } finally {
            stage.expectInConsole("net::ERR");
            browser.open("about:blank");
        }
    }
}
