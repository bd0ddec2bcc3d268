package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.FleetSummary;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.LedgerCheck;
import io.globohub.common.protocol.Page;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastTest {
    @TempDir
    Path directory;

    private static List<HostSummary> hosts(World world, String query) {
        return world.admin()
                .get("/v1/hosts?limit=1000" + query)
                .as(new TypeReference<Page<HostSummary>>() {})
                .items();
    }

    @Test
    void whatWasAtAnyPastTimeIsWhatTheLedgerSaysOfIt() throws Exception {
        try (World world = World.in(directory)) {
            SplittableRandom random = new SplittableRandom(7);
            world.push("desafio", "1.0");
            world.push("desafio", "1.1");
            List<Instant> moments = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                something(world, random, step);
                world.clock().advance(Duration.ofMillis(random.nextInt(1, 4000)));
                world.agents().forEach(agent -> {
                    if (random.nextInt(4) > 0 && isActive(world, agent)) {
                        agent.turn();
                    }
                });
                moments.add(world.clock().instant());
            }
            // rollouts go on by themselves: what they still do is of a later moment, and behind a last write of ours
            world.clock().advance(Duration.ofSeconds(1));
            world.webHost("one-more");
            List<EventView> ledger = world.events("");
            for (Instant moment : moments) {
                assertThat(shown(hosts(world, "&as_of=" + moment)))
                        .as("at %s", moment)
                        .isEqualTo(NaivePast.at(ledger, moment));
            }
        }
    }

    private static boolean isActive(World world, FakeAgent agent) {
        return hosts(world, "").stream().anyMatch(host -> host.id().equals(agent.id()));
    }

    private static void something(World world, SplittableRandom random, int step) {
        List<FakeAgent> active =
                world.agents().stream().filter(agent -> isActive(world, agent)).toList();
        FakeAgent one = active.isEmpty() ? null : active.get(random.nextInt(active.size()));
        switch (one == null ? 0 : random.nextInt(6)) {
            case 0 -> world.host("web-" + step, Map.of("role", "web", "n", "n" + step));
            case 1 -> {
                if (random.nextInt(3) == 0) {
                    world.admin().delete("/v1/hosts/" + one.name(), "If-Match", "*");
                }
            }
            case 2 ->
                world.admin()
                        .patch("/v1/hosts/" + one.name(), "{\"labels\":{\"n\":\"m" + step + "\"}}", "If-Match", "*");
            case 3 ->
                world.admin()
                        .patch(
                                "/v1/hosts/" + one.name(),
                                random.nextBoolean() ? "{\"hold\":{\"reason\":\"audit\"}}" : "{\"unhold\":true}",
                                "If-Match",
                                "*");
            default -> {
                // a rollout over a host that another one is at work on is refused, which is as well
                String goal = random.nextInt(4) == 0 ? "'goal':'stopped'" : "'version':'1." + random.nextInt(2) + "'";
                world.admin()
                        .post(
                                "/v1/rollouts",
                                ("{'app':'desafio'," + goal + ",'selector':'host=" + one.name() + "','bake_seconds':0}")
                                        .replace('\'', '"'));
            }
        }
    }

    private static Map<String, String> shown(List<HostSummary> hosts) {
        Map<String, String> shown = new TreeMap<>();
        for (HostSummary host : hosts) {
            StringBuilder text = new StringBuilder()
                    .append(host.name())
                    .append(' ')
                    .append(new TreeMap<>(host.labels()))
                    .append(' ')
                    .append(host.freshness().name().toLowerCase(Locale.ROOT))
                    .append(host.hold() == null ? "" : " held");
            for (HostAppView app : host.apps()) {
                text.append(' ')
                        .append(app.goal())
                        .append(' ')
                        .append(app.desired())
                        .append(' ')
                        .append(app.running());
            }
            shown.put(host.id(), text.toString());
        }
        return shown;
    }

    @Test
    void theFleetOfThePastIsCountedAsThatOfNow() throws Exception {
        try (World world = World.in(directory)) {
            world.push("desafio", "1.0");
            FakeAgent agent = world.webHost("web-01");
            Instant before = world.clock().instant();
            world.clock().advance(Duration.ofSeconds(1));
            world.rollout("{'app':'desafio','version':'1.0','all':true,'bake_seconds':0}");
            await().until(() -> {
                agent.turn();
                return hosts(world, "&app=desafio&version=1.0").size() == 1;
            });
            world.clock().advance(Duration.ofSeconds(1));
            Instant after = world.clock().instant();
            world.clock().advance(Duration.ofMinutes(2));
            world.admin().delete("/v1/hosts/web-01", "If-Match", "*");

            assertThat(fleet(world, "?as_of=" + before).versions()).isEmpty();
            assertThat(fleet(world, "?as_of=" + before).hosts()).isEqualTo(1);
            assertThat(fleet(world, "?as_of=" + after).versions())
                    .containsExactly(new FleetSummary.VersionCount("desafio", "1.0", 1, 1));
            assertThat(fleet(world, "").hosts()).isZero();
            assertThat(hosts(world, "&as_of=" + after + "&version=1.0")).hasSize(1);
            HostDetail was =
                    world.admin().get("/v1/hosts/web-01?as_of=" + after).as(HostDetail.class);
            assertThat(was.summary()).isEqualTo(hosts(world, "&as_of=" + after).get(0));
            assertThat(was.hasOnlySummary()).isTrue();
            assertThat(world.admin().get("/v1/hosts/web-02?as_of=" + after).status())
                    .isEqualTo(404);
            assertThat(world.admin().get("/v1/fleet?as_of=2999-01-01T00:00:00Z").status())
                    .isEqualTo(400);
        }
    }

    private static FleetSummary fleet(World world, String query) {
        return world.admin().get("/v1/fleet" + query).as(FleetSummary.class);
    }

    @Test
    void anEntryThatWasChangedOrRemovedIsNamed() throws Exception {
        try (World world = World.in(directory)) {
            for (int i = 0; i < 20; i++) {
                world.webHost("web-" + i);
            }
            LedgerCheck whole = check(world);
            assertThat(whole.firstBrokenSeq()).isNull();
            assertThat(whole.checkedTo()).isEqualTo(whole.lastSeq());
            assertThat(whole.hash()).isEqualTo(last(world).hash());

            sql("UPDATE event SET body = replace(body, 'web-7', 'web-x') WHERE seq = 17");
            assertThat(check(world).firstBrokenSeq()).isEqualTo(17);
            sql("UPDATE event SET body = '{' WHERE seq = 15");
            assertThat(check(world).firstBrokenSeq()).isEqualTo(15);
            sql("DELETE FROM event WHERE seq = 12");
            assertThat(check(world).firstBrokenSeq()).isEqualTo(12);
            assertThat(check(world).checkedTo()).isEqualTo(11);
            sql("DELETE FROM event WHERE seq > 9");
            assertThat(check(world).firstBrokenSeq()).isEqualTo(10);
        }
    }

    private static EventView last(World world) {
        List<EventView> all = world.events("");
        return all.get(all.size() - 1);
    }

    private static LedgerCheck check(World world) {
        return world.admin().get("/v1/events/verify").as(LedgerCheck.class);
    }

    private void sql(String statement) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/globohub.db"));
                Statement sql = connection.createStatement()) {
            sql.executeUpdate(statement);
        }
    }
}
