package io.globohub.controller.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.RolloutView;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnStage.class)
class RolloutPageTest {
    @Test
    void aRolloutIsPlannedStartedAndFollowedToItsEnd(Stage stage) {
        Browser browser = stage.enter(Role.OPERATOR, "/rollouts/new");
        browser.sees("Nothing to show yet");
        browser.choose("select[name=app]", "desafio");
        browser.choose("select[name=version]", "1.1");
        browser.type("input[name=selector]", "role=api");
        browser.sees("4 hosts of 4 selected would change");
        browser.type("input[name=bake_seconds]", "0");
        browser.type("input[name=batch]", "50%");
        browser.sees("globohub rollout start desafio 1.1 -l role=api --batch 50% --bake 0");
        browser.sees("in 2 batches");
        browser.press("Start: change 4 hosts");
        browser.press("Change 4 hosts");
        browser.sees("of 4 hosts done");
        for (int i = 0; i < 20 && !browser.text().contains("Succeeded"); i++) {
            stage.fleet().turn(Duration.ofSeconds(1));
        }
        browser.sees("Succeeded");
        browser.sees("4 of 4 hosts done");
        assertThat(browser.count(".lane .block.ok")).isEqualTo(4);
    }

    @Test
    void aPlanThatIsNotPossibleIsExplainedWhereItIsMade(Stage stage) {
        stage.expectInConsole("/v1/rollouts?dry_run=true");
        Browser browser = stage.enter(Role.OPERATOR, "/rollouts/new?app=desafio&version=1.1&selector=role%20in");
        browser.sees("invalid_selector");
        browser.type("input[name=selector]", "role=nobody");
        browser.sees("no_hosts_selected");
    }

    @Test
    void aFleetThatMovedSinceThePlanIsNotChangedBlindly(Stage stage) {
        stage.expectInConsole("412");
        Browser browser =
                stage.enter(Role.OPERATOR, "/rollouts/new?app=desafio&version=1.2&selector=zone%3Dfra,role%3Dweb");
        browser.sees("would change");
        browser.find(".start .btn").click();
        browser.find("dialog");
        String late = "late-" + System.nanoTime();
        stage.world().host(late, java.util.Map.of("zone", "fra", "role", "web"));
        browser.click("dialog button[type=submit]");
        browser.sees("precondition_failed");
        stage.fleet().silence(late);
        stage.world().admin().delete("/v1/hosts/" + late, "If-Match", "*");
    }

    @Test
    void pausingSaysItsEffectAndResumingGoesOn(Stage stage) {
        RolloutView rollout = stage.world()
                .rollout("{'app':'desafio','version':'1.2','selector':'role=web,zone=ams','batch':'1',"
                        + "'bake_seconds':600,'comment':'careful'}");
        Browser browser = stage.enter(Role.OPERATOR, "/rollouts/" + rollout.id());
        browser.sees("no further batch starts");
        browser.press("Pause");
        browser.sees("globohub rollout pause " + rollout.id());
        browser.click("dialog button[type=submit]");
        browser.sees("Paused");
        browser.press("Resume");
        browser.click("dialog button[type=submit]");
        browser.sees("Running");
        stage.fleet().turn(Duration.ofSeconds(1));
        browser.sees("until the gate of batch 1 opens");
        browser.press("Abort");
        browser.sees("are left untouched");
        browser.click("dialog button[type=submit]");
        browser.sees("Aborted");
    }

    @Test
    void aCanaryWaitsForItsPromotion(Stage stage) {
        RolloutView rollout = stage.world()
                .rollout(
                        "{'app':'desafio','version':'1.2','selector':'role=web,zone=gru','canary':1,'batch':'100%','bake_seconds':0}");
        Browser browser = stage.enter(Role.OPERATOR, "/rollouts/" + rollout.id());
        for (int i = 0; i < 10 && !browser.text().contains("The canary waits for you"); i++) {
            stage.fleet().turn(Duration.ofSeconds(1));
        }
        browser.sees("The canary waits for you");
        browser.press("Promote the canary");
        browser.click("dialog button[type=submit]");
        browser.seesNoMore("The canary waits for you");
        for (int i = 0; i < 20 && !browser.text().contains("Succeeded"); i++) {
            stage.fleet().turn(Duration.ofSeconds(1));
        }
        browser.sees("Succeeded");
        browser.press("Roll back");
        browser.sees("go back to what they ran before");
        browser.escape();
        browser.seesNoMore("go back to what they ran before");
    }

    @Test
    void failuresStandTogetherByTheirReasonWithTheLastLines(Stage stage) {
        stage.world().push("fragile", "1.0");
        stage.world().agent("web-005").breakVersion("1.0");
        RolloutView rollout = stage.world()
                .rollout(
                        "{'app':'fragile','version':'1.0','selector':'host=web-005','bake_seconds':0,'on_failure':'stop'}");
        Browser browser = stage.enter(Role.VIEWER, "/rollouts/" + rollout.id());
        for (int i = 0; i < 20 && !browser.text().contains("What went wrong"); i++) {
            stage.fleet().turn(Duration.ofSeconds(1));
        }
        browser.sees("boot failed");
        browser.press("Last lines on web-005");
        browser.sees("ImportError: no module");
        browser.press("web-005");
        browser.isAt("/hosts/web-005");
        browser.sees("ImportError: no module");
        browser.sees("preflight");
    }

    @Test
    void theListIsFilteredByStateAndItsAddressKeepsThat(Stage stage) {
        Browser browser = stage.enter(Role.VIEWER, "/rollouts?status=succeeded");
        browser.sees("Succeeded");
        browser.choose(".page-head select", "rolling_back");
        browser.isAt("/rollouts?status=rolling_back");
        browser.sees("No rollout is in that state");
    }
}
