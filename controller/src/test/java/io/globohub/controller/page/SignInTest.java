package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class SignInTest {
    @Test
    void whoSignsInIsWhereTheyWantedToBe(Stage stage) {
        Browser browser = stage.enterUnknown("/hosts?q=web-003");
        browser.sees("Sign in");
        browser.type("input[name=token]", stage.token(Role.VIEWER));
        browser.click("button[type=submit]");
        browser.sees("1 of 24 hosts");
        browser.isAt("/hosts?q=web-003");
    }

    @Test
    void aWrongTokenIsRefusedInPlainWords(Stage stage) {
        stage.expectInConsole("401");
        Browser browser = stage.enterUnknown("/");
        browser.type("input[name=token]", "ght_" + "x".repeat(43));
        browser.click("button[type=submit]");
        browser.sees("No such token");
    }

    @Test
    void theTokenLiesInThisTabOnlyAndIsGoneAfterSigningOut(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/");
        browser.sees("Fleet");
        assertThat(browser.run("return JSON.stringify(localStorage) + document.cookie")
                        .toString())
                .doesNotContain("ght_");
        browser.press("Sign out");
        browser.sees("Sign in");
        assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
    }

    @Test
    void aTokenRevokedMeanwhileBringsTheSignInBackAtTheSameAddress(Stage stage) {
        TokenView token = stage.world()
                .admin()
                .post("/v1/tokens", new TokenRequest("short-lived", Role.VIEWER, null, null, null, null))
                .as(TokenView.class);
        stage.expectInConsole("401");
        Browser browser = stage.enterUnknown("/hosts");
        browser.type("input[name=token]", token.secret());
        browser.click("button[type=submit]");
        browser.sees("24 hosts");
        stage.world().admin().delete("/v1/tokens/" + token.id());
        browser.sees("no longer valid");
        browser.isAt("/hosts");
    }

    @Test
    void aViewerIsOfferedNothingThatChanges(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/hosts/web-001");
        browser.sees("Last deployment");
        assertThat(browser.text()).doesNotContain("Hold…", "Retire…", "Roll out…");
        stage.enter(Role.VIEWER, "/rollouts").sees("desafio");
        assertThat(browser.text()).doesNotContain("New rollout");
        stage.enter(Role.VIEWER, "/settings").sees("ask an admin");
    }
}
