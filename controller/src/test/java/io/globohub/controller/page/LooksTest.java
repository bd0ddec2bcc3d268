package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.RolloutView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** What opens over a page: where, and what is pressed one after the other. */
    private static final Map<String, List<String>> ON_TOP = new LinkedHashMap<>();

    static {
        ON_TOP.put("/", List.of("Find anything"));
        ON_TOP.put("/rollouts", List.of("Keyboard shortcuts"));
        ON_TOP.put("/hosts?q=web-00", List.of("Select web-003", "Columns"));
        ON_TOP.put("/hosts?q=web-01", List.of("State"));
        ON_TOP.put("/hosts?q=web-02", List.of("Select web-021", "Select web-022", "Restart…"));
        ON_TOP.put("/hosts", List.of("As of…"));
        ON_TOP.put("/hosts/web-003", List.of("Hold…"));
        ON_TOP.put("/hosts/web-004", List.of("Stop desafio…"));
        ON_TOP.put("/hosts/web-002", List.of("Retire…"));
        ON_TOP.put("/history", List.of("Details"));
        ON_TOP.put("/history?as_of=2026-01-01T00:00:00Z", List.of());
        ON_TOP.put("/hosts?as_of=2026-01-01T00:00:00Z", List.of());
        ON_TOP.put("/settings", List.of("New token…"));
        ON_TOP.put("/settings?x=1", List.of("New webhook…"));
        ON_TOP.put("/settings?new=enrolment", List.of());
    }

    private static void openOnTop(Stage stage, String page, List<String> presses) {
        Browser browser = stage.enter(Role.ADMIN, page);
        Browser.patiently().until(() -> browser.count("h1") == 1 && browser.count(".skeleton") == 0);
        presses.forEach(browser::press);
        Browser.patiently().until(() -> browser.count(".skeleton") == 0);
    }

    @Test
    void nobodyIsShutOutOfWhatOpensOnTopOfAPage(Stage stage) throws Exception {
        List<String> violations = new ArrayList<>();
        for (Map.Entry<String, List<String>> each : ON_TOP.entrySet()) {
            openOnTop(stage, each.getKey(), each.getValue());
            for (String theme : List.of("light", "dark")) {
                stage.browser().systemTheme(theme);
                stage.browser().axe().forEach(found -> violations.add(theme + " " + each + " " + found));
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void whatOpensOnTopOfAPageFitsATelephone(Stage stage) {
        Browser browser = stage.browser();
        browser.size(360, 740);
        List<String> tooWide = new ArrayList<>();
        ON_TOP.forEach((page, presses) -> {
            openOnTop(stage, page, presses);
            Object outside = browser.run("""
                    const open = [document.documentElement, ...document.querySelectorAll('dialog, .menu[open] .menu-body')];
                    return open.filter((each) => each.getBoundingClientRect().right > 361 || each.getBoundingClientRect().left < 0 || document.documentElement.scrollWidth > 360)
                      .map((each) => each.className || each.tagName).join(' ')""");
            if (!String.valueOf(outside).isEmpty()) {
                tooWide.add(page + " " + presses + ": " + outside);
            }
        });
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
}
