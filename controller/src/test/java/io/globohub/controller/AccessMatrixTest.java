package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.EnrollRequest;
import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenRequest;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.api.Entrance;
import io.globohub.controller.auth.Access;
import io.globohub.controller.auth.AccessRule;
import io.globohub.controller.throttle.Rate;
import io.globohub.controller.throttle.Rates;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessMatrixTest {
    private static final Set<String> OF_ONE_APP = Set.of(
            "POST /v1/packs",
            "POST /v1/manifests",
            "POST /v1/rollouts",
            "POST /v1/rollouts/{id}/{action}",
            "POST /v1/hosts/{host}/apps/{app}/logs",
            "DELETE /v1/logs/{id}");
    private static final Map<Access, Set<String>> MAY = Map.of(
            Access.ANYONE, Set.of("none", "viewer", "operator", "admin", "enroll", "agent"),
            Access.ENROLLER, Set.of("enroll"),
            Access.AGENT, Set.of("agent"),
            Access.AGENT_OR_VIEWER, Set.of("agent", "viewer", "operator", "admin"),
            Access.VIEWER, Set.of("viewer", "operator", "admin"),
            Access.OPERATOR, Set.of("operator", "admin"),
            Access.ADMIN, Set.of("admin"));

    @TempDir
    Path directory;

    @Test
    void everyRouteThatIsAnsweredHasItsRuleAndEveryRuleItsRoute() throws Exception {
        try (World world = World.in(directory)) {
            assertThat(world.controller().routes()).isEqualTo(AccessRule.all().keySet());
        }
    }

    @Test
    void everyRouteLetsInWhoMayAndNobodyElse() throws Exception {
        // hundreds of bad logins in a second are the point here
        Rate much = new Rate(1e6, 1_000_000);
        ControllerConfig config = ControllerConfig.in(directory.resolve("data"))
                .withEntrance(Entrance.DEFAULT.withRates(new Rates(much, much, much, much)));
        try (World world = World.with(config, directory)) {
            Map<String, HttpCaller> callers = callers(world);
            List<String> wrong = new ArrayList<>();
            for (String route : world.controller().routes()) {
                Access access =
                        AccessRule.of(route.substring(0, route.indexOf(' ')), route.substring(route.indexOf(' ') + 1));
                callers.forEach((who, caller) -> {
                    boolean isIn = isLetIn(caller, route);
                    if (isIn != may(access, who, route)) {
                        wrong.add(route + " by " + who + (isIn ? " was let in" : " was kept out"));
                    }
                });
            }
            assertThat(wrong).isEmpty();
            assertThat(callers.keySet()).hasSize(13);
        }
    }

    private static boolean may(Access access, String who, String route) {
        boolean ofOneApp = who.equals("operator of one app");
        boolean byRole = MAY.get(access).contains(ofOneApp ? "operator" : who);
        return byRole && (!ofOneApp || route.startsWith("GET ") || OF_ONE_APP.contains(route));
    }

    private static Map<String, HttpCaller> callers(World world) {
        Map<String, HttpCaller> callers = new LinkedHashMap<>();
        callers.put("none", world.nobody());
        callers.put("garbage", world.as("ght_" + "x".repeat(43)));
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN, Role.ENROLL)) {
            callers.put(
                    role.name().toLowerCase(java.util.Locale.ROOT),
                    world.as(world.token(role).secret()));
        }
        callers.put("operator of one app", world.as(token(world, Role.OPERATOR, "desafio", null)));
        callers.put("agent", world.webHost("web1").http());
        String expired = token(world, Role.ADMIN, null, 60L);
        world.clock().advance(Duration.ofSeconds(60));
        callers.put("expired admin", world.as(expired));
        TokenView revoked = world.token(Role.ADMIN);
        world.admin().delete("/v1/tokens/" + revoked.id());
        callers.put("revoked admin", world.as(revoked.secret()));
        TokenView used = world.token(Role.ENROLL);
        world.as(used.secret()).post(Paths.AGENT_ENROLL, new EnrollRequest("web2", Map.of(), "0.1.0", "Debian 12"));
        callers.put("used enroll", world.as(used.secret()));
        FakeAgent retired = world.webHost("web3");
        world.admin().delete("/v1/hosts/web3", "If-Match", "*");
        callers.put("retired agent", retired.http());
        callers.put(
                "hash",
                world.as(Digest.of(used.secret().getBytes(StandardCharsets.UTF_8))
                        .hex()));
        return callers;
    }

    private static String token(World world, Role role, String app, Long seconds) {
        return world.admin()
                .post(Paths.TOKENS, new TokenRequest("a-" + role, role, app, seconds, null, null))
                .as(TokenView.class)
                .secret();
    }

    private static boolean isLetIn(HttpCaller caller, String route) {
        String method = route.substring(0, route.indexOf(' '));
        // an unknown parameter: who passes the gate is refused right behind it, so nothing is changed on the way
        String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "nothing") + "?no_such=1";
        HttpAnswer answer = caller.send(method, path, BodyPublishers.noBody());
        assertThat(answer.status()).as(route).isIn(400, 401, 403);
        return answer.problem().code().equals("unknown_parameter");
    }

    @Test
    void aTokenOfOneAppChangesNoOther() throws Exception {
        try (World world = World.in(directory)) {
            world.webHost("web1");
            world.push("desafio", "1.0");
            world.push("other", "1.0");
            HttpCaller scoped = world.as(token(world, Role.OPERATOR, "desafio", null));
            String rollout = "{\"app\":\"%s\",\"version\":\"1.0\",\"selector\":\"role=web\"}";
            String othersRollout =
                    world.rollout(rollout.formatted("other").replace('"', '\'')).id();

            List<HttpAnswer> refused = List.of(
                    scoped.zip(Paths.PACKS, world.pack("other", "1.1", "x")),
                    scoped.post(Paths.MANIFESTS, "{\"app\":\"other\",\"version\":\"1.0\"}"),
                    scoped.post(Paths.ROLLOUTS + "?dry_run=true", rollout.formatted("other")),
                    scoped.post(Paths.ROLLOUTS, rollout.formatted("other")),
                    scoped.post("/v1/rollouts/" + othersRollout + "/pause", ""),
                    scoped.patch("/v1/hosts/web1", "{\"labels\":{\"a\":\"b\"}}", "If-Match", "*"));
            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.problem().detail()).contains("only the app desafio");
            });

            assertThat(scoped.zip(Paths.PACKS, world.pack("desafio", "1.1", "x"))
                            .status())
                    .isEqualTo(201);
            assertThat(scoped.post(Paths.MANIFESTS, "{\"app\":\"desafio\",\"version\":\"1.1\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(scoped.post(Paths.ROLLOUTS + "?dry_run=true", rollout.formatted("desafio"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aHeadRequestPassesTheSameGate() throws Exception {
        try (World world = World.in(directory)) {
            assertThat(world.nobody()
                            .send("HEAD", "/v1/fleet", BodyPublishers.noBody())
                            .status())
                    .isEqualTo(401);
            assertThat(world.admin()
                            .send("HEAD", "/v1/fleet", BodyPublishers.noBody())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAgentReadsOnlyThePacksItShouldRun() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent web1 = world.webHost("web1");
            FakeAgent web2 = world.webHost("web2");
            Digest pack = world.push("desafio", "1.0").pack().sha256();
            world.rollout("{'app':'desafio','version':'1.0','selector':'host=web1'}");
            org.awaitility.Awaitility.await()
                    .until(() -> web1.http().get("/v1/packs/" + pack).status() == 200);
            assertThat(web2.http().get("/v1/packs/" + pack).status()).isEqualTo(404);
            assertThat(web2.http()
                            .get("/v1/packs/" + Digest.of("x".getBytes(StandardCharsets.UTF_8)))
                            .status())
                    .isEqualTo(404);
        }
    }
}
