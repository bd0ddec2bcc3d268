package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.RolloutView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class LooksTest {
    private static List<String> everyPage(Stage stage) {
        RolloutView newest = stage.world()
                .admin()
                .get("/v1/rollouts?limit=1")
                .as(
                        new com.fasterxml.jackson.core.type.TypeReference<
                                io.globohub.common.protocol.Page<RolloutView>>() {})
                .items()
                .get(0);
        return List.of(
                "/",
                "/hosts",
                "/hosts/web-001",
                "/rollouts",
                "/rollouts/" + newest.id(),
                "/rollouts/new?app=desafio&version=1.1&selector=role%3Dapi",
                "/packages",
                "/history",
                "/settings");
    }

    @Test
    void nobodyIsShutOutInEitherTheme(Stage stage) throws Exception {
        List<String> violations = new ArrayList<>();
        Browser browser = stage.browser();
        for (String page : everyPage(stage)) {
            stage.enter(Role.ADMIN, page);
            Browser.patiently().until(() -> browser.count("h1") == 1 && browser.count(".skeleton") == 0);
            for (String theme : List.of("light", "dark")) {
                browser.systemTheme(theme);
                browser.axe().forEach(each -> violations.add(theme + " " + page + " " + each));
            }
        }
        stage.enterUnknown("/").sees("Sign in");
        browser.axe().forEach(each -> violations.add("sign in " + each));
        assertThat(violations).isEmpty();
    }

    @Test
    void aTelephoneShowsEverythingWithoutScrollingSideways(Stage stage) {
        Browser browser = stage.browser();
        browser.size(360, 740);
        List<String> tooWide = new ArrayList<>();
        for (String page : everyPage(stage)) {
            stage.enter(Role.ADMIN, page);
            Browser.patiently().until(() -> browser.count("h1") == 1 && browser.count(".skeleton") == 0);
            if (!Boolean.TRUE.equals(browser.run("return document.documentElement.scrollWidth <= 360"))) {
                tooWide.add(page);
            }
        }
        assertThat(tooWide).isEmpty();
    }

    @Test
    void theThemeFollowsTheSystemUntilOneIsChosen(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("As desired");
        String ground = "return getComputedStyle(document.documentElement).backgroundColor";
        String light = browser.run(ground).toString();
        browser.systemTheme("dark");
        String dark = browser.run(ground).toString();
        assertThat(dark).isNotEqualTo(light);
        browser.click("button.theme");
        Browser.patiently().until(() -> browser.run(ground).equals(light));
        browser.run("localStorage.clear()");
    }

    @Test
    void hostileNamesStayText(Stage stage) {
        RolloutView rollout = stage.world()
                .admin()
                .post(
                        "/v1/rollouts",
                        java.util.Map.of(
                                "app",
                                "desafio",
                                "goal",
                                "stopped",
                                "selector",
                                "host=web-010",
                                "comment",
                                Stage.HOSTILE))
                .as(RolloutView.class);
        stage.world()
                .agent("web-011")
                .event(io.globohub.common.event.EventKind.AGENT_STARTED, null, Stage.HOSTILE, null, null)
                .checkin();
        Browser browser = stage.enter(Role.ADMIN, "/rollouts/" + rollout.id());
        browser.sees("<img src=x onerror=");
        stage.enter(Role.ADMIN, "/hosts/web-011").sees("<img src=x onerror=");
        stage.enter(Role.ADMIN, "/history?q=<script>document.title='taken'</script>&host=%3Cimg%20src%3Dx%3E");
        stage.expectInConsole("404");
        Browser.patiently().until(() -> browser.count(".skeleton") == 0);
        stage.world().admin().post("/v1/rollouts/" + rollout.id() + "/abort", "");
        assertThat(browser.count("img")).isZero();
        assertThat(browser.run("return document.title").toString()).doesNotContain("taken");
    }

    @Test
    void fiveThousandHostsScrollLikeFifty(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts");
        browser.sees("24 hosts");
        // the interface is asked for as many: each host answered stands for two hundred more
        browser.run("""
                const ask = window.fetch;
                window.fetch = async (address, options) => {
                  const answer = await ask(address, options);
                  if (!String(address).startsWith('/v1/hosts?')) { return answer; }
                  const page = await answer.json();
                  const items = Array.from({length: 5000}, (_, i) => ({...page.items[i % page.items.length], id: `h${i}`, name: `many-${String(i).padStart(4, '0')}`}));
                  return new Response(JSON.stringify({items, next_cursor: null, total: 5000}), {status: 200, headers: {'Content-Type': 'application/json'}});
                };
                window.longest = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.longest = Math.max(window.longest, each.duration); })).observe({type: 'longtask'});
                """);
        stage.world().push("comments", "8." + System.nanoTime());
        browser.sees("5,000 hosts");
        assertThat(browser.count(".grid tbody tr")).isLessThan(120);
        browser.run("scrollTo(0, 90000)");
        browser.sees("many-2");
        assertThat(browser.count(".grid tbody tr")).isLessThan(120);
        browser.type("input[type=search]", "many-4999");
        browser.sees("1 of 5,000 hosts");
        System.out.println("longest task with 5,000 hosts: " + browser.run("return window.longest") + " ms");
    }
}
