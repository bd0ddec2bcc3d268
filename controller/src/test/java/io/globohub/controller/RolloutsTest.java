package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.protocol.RolloutView.HostStatus;
import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Goal;
import io.globohub.controller.world.HttpAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RolloutsTest extends OnThreeHosts {
    @Test
    void aBrokenVersionIsBroughtBackToWhatEachHostHad() {
        everywhere("1.0");
        world.agents().forEach(agent -> agent.breakVersion("1.1"));
        RolloutView started = world.rollout("{'app':'desafio','version':'1.1','selector':'role=web','batch':'1'}");
        RolloutView ended = until(started.id(), Status.ROLLED_BACK);

        assertThat(ended.reason()).isEqualTo("max_failures");
        assertThat(ended.detail()).contains("web1").contains("1.1 died at import");
        assertThat(ended.hosts().get(0).evidence()).containsExactly("ImportError: no module");
        assertThat(ended.hosts().get(2).status()).isEqualTo(HostStatus.SKIPPED);
        assertThat(version(web1)).isEqualTo("1.0");
        assertThat(world.hostNow("web1").summary().apps().get(0).desiredVersion())
                .hasToString("1.0");
        assertThat(world.events("kind=rollout_failed&rollout=" + started.id())).hasSize(1);
        assertThat(world.events("kind=assignment_changed&rollout=" + started.id()))
                .hasSize(2);
    }

    @Test
    void aPlanChangesNothingAndStartsOnlyWhileItHolds() {
        String request = "{\"app\":\"desafio\",\"version\":\"1.0\",\"selector\":\"role=web\"}";
        long before = world.events("").size();
        RolloutPlan plan =
                world.admin().post("/v1/rollouts?dry_run=true", request).as(RolloutPlan.class);
        assertThat(plan.changes()).isEqualTo(3);
        assertThat(plan.hosts()).allMatch(host -> host.action().equals("install"));
        assertThat(world.events("")).hasSize((int) before);

        world.webHost("web4");
        HttpAnswer stale = world.admin().post("/v1/rollouts", request, "If-Match", plan.planEtag());
        assertThat(stale.status()).isEqualTo(412);
        RolloutPlan again =
                world.admin().post("/v1/rollouts?dry_run=true", request).as(RolloutPlan.class);
        assertThat(world.admin()
                        .post("/v1/rollouts", request, "If-Match", again.planEtag())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatWasPausedAtItsDeadlineIsNotResumedButSaysWhatIsPossible() {
        String id = world.rollout("{'app':'desafio','version':'1.0','selector':'role=web','batch':'1',"
                        + "'deadline_seconds':60,'on_failure':'pause'}")
                .id();
        world.clock().advance(Duration.ofSeconds(61));
        await().until(() -> world.rolloutNow(id).status() == Status.PAUSED);
        HttpAnswer refused = act(id, "resume");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem().detail())
                .contains("time for this rollout was up")
                .contains("abort");
        assertThat(act(id, "rollback").status()).isEqualTo(200);
    }

    @Test
    void oneIdempotencyKeyStartsOneRollout() {
        String request = "{\"app\":\"desafio\",\"version\":\"1.0\",\"selector\":\"role=web\"}";
        HttpAnswer first = world.admin().post("/v1/rollouts", request, "Idempotency-Key", "k1");
        HttpAnswer again = world.admin().post("/v1/rollouts", request, "Idempotency-Key", "k1");
        HttpAnswer other = world.admin().post("/v1/rollouts", request.replace("1.0", "1.1"), "Idempotency-Key", "k1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.as(RolloutView.class).id())
                .isEqualTo(first.as(RolloutView.class).id());
        assertThat(other.problem().code()).isEqualTo("idempotency_mismatch");
        assertThat(world.events("kind=rollout_started")).hasSize(1);
    }

    @Test
    void twoRolloutsOfOneAppNeverWorkOnOneHost() {
        world.rollout("{'app':'desafio','version':'1.0','selector':'host=web1'}");
        HttpAnswer conflict =
                world.admin().post("/v1/rollouts", "{\"app\":\"desafio\",\"version\":\"1.1\",\"all\":true}");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.problem().code()).isEqualTo("rollout_conflict");
        assertThat(conflict.problem().detail()).contains("web1");
        assertThat(world.admin()
                        .post("/v1/rollouts", "{\"app\":\"desafio\",\"version\":\"1.1\",\"selector\":\"host=web2\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aRolloutIsPausedResumedPromotedAndAborted() {
        String id = world.rollout(
                        "{'app':'desafio','version':'1.0','all':true,'batch':'1','canary':1,'bake_seconds':0}")
                .id();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            world.turn(Duration.ofSeconds(1));
            return world.rolloutNow(id).awaitingPromotion();
        });
        assertThat(version(web2)).isEqualTo("none");
        assertThat(act(id, "pause").as(RolloutView.class).status()).isEqualTo(Status.PAUSED);
        assertThat(act(id, "pause").status()).isEqualTo(200);
        assertThat(act(id, "resume").as(RolloutView.class).status()).isEqualTo(Status.RUNNING);
        await().until(() -> world.rolloutNow(id).awaitingPromotion());
        assertThat(act(id, "promote").status()).isEqualTo(200);
        await().until(() -> world.rolloutNow(id).batch() == 2);
        assertThat(act(id, "abort").as(RolloutView.class).status()).isEqualTo(Status.ABORTED);
        assertThat(act(id, "resume").problem().detail()).contains("possible is: rollback");
        assertThat(act(id, "dance").status()).isEqualTo(404);
        assertThat(act(id, "rollback").status()).isEqualTo(200);
        until(id, Status.ROLLED_BACK);
        assertThat(version(web1)).isEqualTo("none");
        assertThat(world.hostNow("web1").summary().apps()).isEmpty();
    }

    @Test
    void whoSaysWhatTheyHaveSeenActsOnThatOnly() {
        String id = world.rollout("{'app':'desafio','version':'1.0','all':true,'batch':'1','canary':1}")
                .id();
        await().until(() -> {
            world.turn(Duration.ofSeconds(1));
            return world.rolloutNow(id).awaitingPromotion();
        });
        String path = "/v1/rollouts/" + id;
        String etag = world.admin().get(path).header("ETag");
        assertThat(world.admin()
                        .post(path + "/pause", "{}", "If-Match", "\"r0\"")
                        .status())
                .isEqualTo(412);
        HttpAnswer paused = world.admin().post(path + "/pause", "{}", "If-Match", etag);
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.header("ETag")).isNotEqualTo(etag);
    }

    private HttpAnswer act(String id, String action) {
        return world.admin().post("/v1/rollouts/" + id + "/" + action, "{}");
    }

    @Test
    void otherSettingsOfTheSameVersionGoTheSameRoad() {
        everywhere("1.0");
        String before = String.valueOf(web1.seen("desafio").running().manifestId());
        String id = world.rollout("{'app':'desafio','version':'1.0','selector':'host=web1','settings':"
                        + "{'bind':['127.0.0.1:8001','127.0.0.1:8002'],'env':{'MODE':'x'}}}")
                .id();
        until(id, Status.SUCCEEDED);
        assertThat(web1.seen("desafio").running().manifestId()).doesNotHaveToString(before);
        assertThat(web1.seen("desafio").running().bind()).hasSize(2);
        assertThat(version(web1)).isEqualTo("1.0");
    }

    @Test
    void theSameVersionSaidAgainEndsWhatWasChosenOnTheHostItself() {
        everywhere("1.0");
        AppObservation old = web1.seen("desafio");
        everywhere("1.1");
        web1.say(old).checkin();
        long generation = world.hostNow("web1").summary().generation();

        everywhere("1.1");

        assertThat(version(web1)).isEqualTo("1.1");
        assertThat(world.hostNow("web1").summary().generation()).isGreaterThan(generation);
        assertThat(world.hostNow("web2").summary().generation()).isEqualTo(generation);
    }

    @Test
    void anAppIsStoppedAndRemoved() {
        everywhere("1.0");
        until(
                world.rollout("{'app':'desafio','goal':'stopped','selector':'host=web1'}")
                        .id(),
                Status.SUCCEEDED);
        assertThat(version(web1)).isEqualTo("none");
        assertThat(world.hostNow("web1").summary().apps().get(0).goal()).isEqualTo(Goal.STOPPED);
        until(
                world.rollout("{'app':'desafio','goal':'absent','all':true,'batch':'100%'}")
                        .id(),
                Status.SUCCEEDED);
        assertThat(web2.seen("desafio")).isNull();
        assertThat(world.hostNow("web2").summary().apps()).isEmpty();
    }

    @Test
    void whatCannotBeStartedIsRefusedAndChangesNothing() {
        long before = world.events("").size();
        refused("{'app':'desafio','version':'9.9','all':true}", 404, "version_not_found");
        refused("{'app':'desafio','version':'1.0'}", 400, "selector_required");
        refused("{'app':'desafio','version':'1.0','all':true,'selector':'a=b'}", 400, "selector_required");
        refused("{'app':'desafio','version':'1.0','selector':'role=db'}", 422, "no_hosts_selected");
        refused("{'app':'desafio','version':'1.0','selector':'role=('}", 422, "invalid_selector");
        refused("{'app':'desafio','version':'1.0','all':true,'batch':'0'}", 400, "bad_request");
        refused("{'app':'desafio','version':'1.0','all':true,'settings':{'workers':0}}", 422, "invalid_manifest");
        refused("{'app':'desafio','version':'1.0','all':true,'settings':{'wrokers':1}}", 400, "bad_request");
        refused("{'app':'desafio','version':'1.0','all':true,'bacth':'1'}", 400, "bad_request");
        refused("{'manifest_id':'desafio:1.0:0123456789ab','all':true}", 404, "manifest_not_found");
        refused("{'app':'desafio','goal':'stopped','version':'1.0','all':true}", 400, "bad_request");
        refused("{'all':true}", 400, "bad_request");
        refused("{'app':'desafio','restart':true,'version':'1.0','all':true}", 400, "bad_request");
        refused("{'app':'desafio','restart':true,'goal':'stopped','all':true}", 400, "bad_request");
        refused("{'app':'desafio','restart':true,'on_failure':'rollback','all':true}", 400, "bad_request");
        assertThat(world.events("")).hasSize((int) before);
        assertThat(world.hostNow("web3").summary().generation()).isZero();
        assertThat(version(web3)).isEqualTo("none");
    }

    private void refused(String request, int status, String code) {
        HttpAnswer answer = world.admin().post("/v1/rollouts", request.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.problem().code()).as(answer.text()).isEqualTo(code);
    }
}
