package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.LogRequest;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.protocol.Role;
import io.globohub.common.state.Failure;
import io.globohub.common.state.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class LogPageTest {
    private static final String LINES = ".log-lines";

    /** The log of a host whose agent has found that it is waited for. */
    private static SampleLog opened(Stage stage, String host, String query) {
        SampleLog log = new SampleLog(stage.world().agent(host));
        stage.enter(Role.OPERATOR, "/hosts/" + host + query).sees("Waiting for the host");
        Browser.patiently().until(() -> log.requests().size() == 1);
        return log;
    }

    private static void close(Stage stage) {
        stage.browser().press("Close the log");
        Browser.patiently().until(() -> stage.browser().count(LINES) == 0);
    }

    @Test
    void theLogOfAnAppIsOpenedFollowedAndLeft(Stage stage) {
        SampleLog log = new SampleLog(stage.world().agent("web-013"));
        Browser browser = stage.enter(Role.OPERATOR, "/hosts/web-013");
        browser.press("Log of desafio");
        browser.isAt("/hosts/web-013?log=desafio");
        Browser.patiently().until(() -> log.requests().size() == 1);
        log.write("[INFO] Booting worker with pid: 4713", "\u001b[31mERROR\u001b[0m in app: " + Stage.HOSTILE);
        browser.sees("Booting worker with pid: 4713");
        browser.sees("ERROR in app: <img src=x");
        browser.sees("Following");
        assertThat(browser.count(LINES + " .bad")).isEqualTo(1);
        assertThat(browser.count("img")).isZero();
        LogRequest request = log.requests().get(0);
        log.write("one line more");
        browser.sees("one line more");
        browser.sees("3 lines");

        close(stage);
        browser.isAt("/hosts/web-013");
        Browser.patiently().until(() -> log.requests().isEmpty());
        assertThat(log.requests()).doesNotContain(request);
    }

    @Test
    void whatItsLastStartSaidHasAnAddress(Stage stage) {
        SampleLog log = opened(stage, "web-014", "?log=desafio&source=boot");
        assertThat(log.requests().get(0).source()).isEqualTo(LogSource.BOOT);
        log.write("ModuleNotFoundError: No module named 'flask'");
        stage.browser().sees("No module named 'flask'");
        stage.browser().press("Log");
        stage.browser().isAt("/hosts/web-014?log=desafio");
        Browser.patiently()
                .until(() -> log.requests().stream().allMatch(each -> each.source() == LogSource.ERROR)
                        && log.requests().size() == 1);
        close(stage);
    }

    @Test
    void whoLooksAtTheEndFollowsItAndWhoScrolledUpStaysThere(Stage stage) {
        SampleLog log = opened(stage, "web-011", "?log=desafio");
        log.write(IntStream.range(0, 200).mapToObj(i -> "line " + i).toArray(String[]::new));
        Browser browser = stage.browser();
        browser.sees("200 lines");
        assertThat(atEnd(browser)).isTrue();
        log.write("the newest");
        browser.sees("201 lines");
        assertThat(atEnd(browser)).isTrue();
        browser.run("document.querySelector('" + LINES + "').scrollTop = 300");
        log.write("newer still");
        browser.sees("202 lines");
        assertThat(browser.run("return document.querySelector('" + LINES + "').scrollTop"))
                .isEqualTo(300L);

        browser.type(".log-panel input", "newer");
        Browser.patiently().until(() -> browser.count(LINES + " > div") == 1);
        assertThat(browser.find(LINES).getText()).isEqualTo("newer still");
        close(stage);
    }

    private static boolean atEnd(Browser browser) {
        return Boolean.TRUE.equals(browser.run("const it = document.querySelector('" + LINES
                + "'); return it.scrollHeight - it.scrollTop - it.clientHeight < 2"));
    }

    @Test
    void whyThereIsNoLogIsSaid(Stage stage) {
        SampleLog log = opened(stage, "web-012", "?log=desafio");
        log.fail(new Failure(Reason.LOG_NOT_FOUND, "desafio has written no log here", List.of()));
        stage.browser().sees("desafio has written no log here");
        stage.browser().sees("Ended");
        close(stage);
    }

    @Test
    void leavingThePageEndsTheRequest(Stage stage) {
        SampleLog log = opened(stage, "web-016", "?log=desafio");
        stage.browser().keys("gh");
        stage.browser().sees("24 hosts");
        Browser.patiently().until(() -> log.requests().isEmpty());
    }

    @Test
    void nobodyIsShutOutOfALogInEitherTheme(Stage stage) throws Exception {
        SampleLog log = opened(stage, "web-017", "?log=desafio");
        log.write("INFO fine", "WARNING not so fine", "ERROR not fine at all");
        Browser browser = stage.browser();
        browser.sees("not fine at all");
        for (String theme : List.of("light", "dark")) {
            browser.systemTheme(theme);
            assertThat(browser.axe()).as(theme).isEmpty();
        }
        browser.size(360, 740);
        assertThat(browser.run("return document.documentElement.scrollWidth <= 360"))
                .isEqualTo(true);
        close(stage);
    }

    @Test
    void aViewerIsNotOfferedWhatOnlyOperatorsMayRead(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-018?log=desafio");
        browser.sees("Last deployment");
        assertThat(browser.count(".log-panel")).isZero();
    }
}
