package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.RolloutView.Status;
import io.globohub.controller.world.HttpAnswer;
import org.junit.jupiter.api.Test;

/** What a Prometheus is told of the fleet. */
class FleetMetricsTest extends OnThreeHosts {
    private String metrics() {
        HttpAnswer answer = world.admin().get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    @Test
    void aRolloutIsSeenWhileItIsAtWorkAndCountedAfterwards() {
        String id = world.rollout("{'app':'desafio','version':'1.0','all':true,'batch':'1','bake_seconds':0}")
                .id();

        // no agent takes a turn: between two of them the rollouts could go on, and the last host wait no more
        assertThat(metrics())
                .containsPattern(
                        "globohub_rollout_hosts\\{app=\"desafio\",rollout=\"" + id + "\",status=\"waiting\"} [23]")
                .contains("globohub_rollout_last_progress_timestamp_seconds{app=\"desafio\",rollout=\"" + id + "\"} ")
                .contains("globohub_rollouts{status=\"running\"} 1.0");

        until(id, Status.SUCCEEDED);
        assertThat(metrics())
                .doesNotContain("rollout=\"" + id)
                .contains("globohub_rollouts{status=\"running\"} 0.0")
                .contains("globohub_rollouts{status=\"succeeded\"} 1.0")
                .contains("globohub_app_phases{app=\"desafio\",phase=\"serving\"} 3.0");
    }

    @Test
    void onlyTheMetricsAskedForAreGiven() {
        assertThat(world.admin()
                        .get("/metrics?name[]=globohub_hosts_held&name[]=globohub_http_request_duration_seconds_count")
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("# HELP")))
                .containsExactly(
                        "# HELP globohub_hosts_held Hosts that somebody holds.",
                        "# HELP globohub_http_request_duration_seconds Duration of requests by route, method and status.");
    }

    @Test
    void oneThatWaitsForAPersonDoesNotCountAsStalled() {
        String id = world.rollout("{'app':'desafio','version':'1.0','all':true,'bake_seconds':0}")
                .id();
        world.admin().post("/v1/rollouts/" + id + "/pause", "{}");

        assertThat(metrics()).doesNotContain("rollout=\"" + id).contains("globohub_rollouts{status=\"paused\"} 1.0");
    }

    @Test
    void diskAndDriftAreCountedWithoutTheNamesOfHosts() {
        web1.withFreeBytes(1).checkin();
        String id = world.rollout("{'app':'desafio','version':'1.0','all':true,'bake_seconds':0}")
                .id();
        // the hosts are told on the thread of the rollouts
        await().until(() -> metrics().contains("globohub_drift{cause=\"missing\"}"));

        assertThat(metrics())
                .contains("globohub_hosts_low_on_disk 1.0")
                .contains("globohub_hosts_clock_aside 0.0")
                .contains("globohub_hosts_held 0.0")
                .contains("globohub_store_queue_ratio ")
                .containsPattern("(?m)^globohub_store_size_bytes [1-9]")
                .contains("globohub_ledger_intact 1.0")
                .contains("globohub_webhooks{state=\"failing\"} 0.0")
                .doesNotContain("web1");
        assertThat(id).isNotEmpty();
    }
}
