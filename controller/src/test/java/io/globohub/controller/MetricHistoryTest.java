package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.protocol.HostMetricsView;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricHistoryTest {
    @TempDir
    Path directory;

    private static HostMetricsView metrics(World world, String query) {
        return world.admin().get("/v1/hosts/web1/metrics" + query).as(HostMetricsView.class);
    }

    @Test
    void metricsOfPastHoursAreAnsweredByTheStepAlsoAfterARestart() throws Exception {
        try (World world = World.in(directory)) {
            Instant begin = world.clock().instant();
            FakeAgent agent = world.webHost("web1");
            for (int minute = 0; minute < 130; minute++) {
                world.clock().advance(Duration.ofMinutes(1));
                agent.checkin();
            }
            String hours = "?from=" + begin + "&to=" + begin.plus(Duration.ofHours(2));
            HostMetricsView before = metrics(world, hours);
            assertThat(before.t()).hasSize(120);
            assertThat(before.stepSeconds()).isEqualTo(60);
            assertThat(before.series().get("cpu_ratio")).hasSize(120).containsOnly(0.25);

            world.restart();
            assertThat(metrics(world, hours)).isEqualTo(before);
            HostMetricsView coarse = metrics(world, hours + "&step=700");
            assertThat(coarse.stepSeconds()).isEqualTo(720);
            assertThat(coarse.t()).hasSizeBetween(10, 11).allMatch(second -> second % 720 == 0);
            assertThat(coarse.series())
                    .hasSize(4)
                    .allSatisfy((name, values) -> assertThat(values).hasSameSizeAs(coarse.t()));
            // the last hour, although this controller has not heard anything yet
            assertThat(metrics(world, "").t()).hasSizeGreaterThan(50);

            // what comes now joins the hour that was written down before
            agent.movedTo(world.controller().port());
            world.clock().advance(Duration.ofMinutes(1));
            agent.checkin();
            assertThat(metrics(world, "?from=" + begin.plus(Duration.ofHours(2)))
                            .t())
                    .hasSize(11);
        }
    }

    @Test
    void aTimeThatCannotBeAnsweredIsRefused() throws Exception {
        try (World world = World.in(directory)) {
            world.webHost("web1");
            Instant now = world.clock().instant();
            for (String query : new String[] {
                "?to=" + now,
                "?step=60",
                "?from=" + now + "&to=" + now,
                "?from=" + now.minus(Duration.ofDays(8)),
                "?from=" + now.minusSeconds(60) + "&step=0",
                "?from=yesterday"
            }) {
                assertThat(world.admin().get("/v1/hosts/web1/metrics" + query).status())
                        .as(query)
                        .isEqualTo(400);
            }
        }
    }
}
