package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.Role;
import io.globohub.controller.auth.Access;
import io.globohub.controller.auth.AccessRule;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessMatrixTest {
    private static final Set<String> EVERYONE =
            Set.of("none", "viewer", "operator", "admin", "enroll", "agent", "garbage");
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
    void everyRouteLetsInWhoMayAndNobodyElse() throws Exception {
        try (World world = World.in(directory)) {
            Map<String, HttpCaller> callers = new LinkedHashMap<>();
            callers.put("none", world.nobody());
            callers.put("garbage", world.as("ght_" + "x".repeat(43)));
            for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN, Role.ENROLL)) {
                callers.put(
                        role.name().toLowerCase(java.util.Locale.ROOT),
                        world.as(world.token(role).secret()));
            }
            FakeAgent agent = world.webHost("web1");
            callers.put("agent", agent.http());
            assertThat(callers.keySet()).isEqualTo(EVERYONE);

            List<String> wrong = new ArrayList<>();
            AccessRule.all()
                    .forEach((route, access) -> callers.forEach((who, caller) -> {
                        boolean isIn = isLetIn(caller, route);
                        if (isIn != MAY.get(access).contains(who)) {
                            wrong.add(route + " by " + who + (isIn ? " was let in" : " was kept out"));
                        }
                    }));
            assertThat(wrong).isEmpty();
        }
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
