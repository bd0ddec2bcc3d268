package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class ConnectionTest {
    @Test
    void aLostConnectionIsShownWithTheTimeOfTheDataAndComesBackByItself(Stage stage) throws Exception {
        stage.expectInConsole("net::ERR");
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("Live");
        browser.sees("Latest events");
        browser.run("""
                window.resumed = [];
                const ask = window.fetch;
                window.fetch = (address, options) => {
                  if (String(address).includes('/events/stream')) { window.resumed.push(options.headers['Last-Event-ID'] ?? null); }
                  return ask(address, options);
                };
                """);
        stage.world().push("comments", "7." + System.nanoTime());
        browser.sees("comments 7.");
        stage.world().stop();
        browser.sees("Connection lost.");
        assertThat(browser.text()).containsPattern("What you see is from \\d\\d:\\d\\d:\\d\\d");
        assertThat(browser.text()).contains("Hosts");
        stage.world().startAgain();
        browser.seesNoMore("Connection lost.");
        Browser.patiently().until(() -> (Long) browser.run("return window.resumed.length") > 0);
        assertThat(browser.run("return window.resumed[0]").toString()).matches("\\d+");
        stage.world().push("comments", "6." + System.nanoTime());
        browser.sees("comments 6.");
    }
}
