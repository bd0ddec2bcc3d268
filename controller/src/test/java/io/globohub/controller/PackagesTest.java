package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.PackageUse;
import io.globohub.common.protocol.Page;
import io.globohub.common.state.AppObservation;
import io.globohub.common.state.Environment;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagesTest {
    @TempDir
    Path directory;

    World world;

    @BeforeEach
    void twoHostsServeDifferentPackages() throws Exception {
        world = World.in(directory);
        world.push("desafio", "1.0");
        world.webHost("web-01");
        world.webHost("web-02");
        world.rollout("{'app':'desafio','version':'1.0','all':true,'batch':'100%','bake_seconds':0}");
        await().until(() -> {
            world.agents().forEach(FakeAgent::turn);
            return world.agents().stream().allMatch(agent -> agent.seen("desafio") != null);
        });
        serve("web-01", Map.of("Werkzeug", "2.2.2", "zope.interface", "5.0"));
        serve("web-02", Map.of("Werkzeug", "2.2.3"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void serve(String host, Map<String, String> packages) {
        FakeAgent agent = world.agent(host);
        AppObservation app = agent.seen("desafio");
        agent.say(app.withEnvironment(Environment.of(packages))).checkin();
    }

    private List<PackageUse> ask(String query) {
        return world.admin()
                .get("/v1/packages" + query)
                .as(new TypeReference<Page<PackageUse>>() {})
                .items();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void whoServesAnOldPackageIsAnsweredByItsVersion() {
        assertThat(ask("?name=werkzeug&version=" + encoded("<2.2.3")))
                .extracting(PackageUse::host, PackageUse::version)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("web-01", "2.2.2"));
        assertThat(ask("?name=Werkzeug")).extracting(PackageUse::host).containsExactly("web-01", "web-02");
        assertThat(ask("?name=Zope_Interface")).hasSize(1);
        assertThat(ask("?name=django")).isEmpty();
    }

    @Test
    void whatIsToldInShortIsKnownFromOtherHosts() {
        FakeAgent agent = world.agent("web-01");
        agent.say(agent.seen("desafio")
                        .withEnvironment(
                                Environment.of(Map.of("Werkzeug", "2.2.3")).abridged()))
                .checkin();
        assertThat(ask("?name=werkzeug&version=2.2.3")).hasSize(2);
    }

    @Test
    void hostsAreCountedByVersionAndPageByPage() {
        assertThat(ask("?grouped=true&name=werkzeug"))
                .extracting(PackageUse::version, PackageUse::hosts)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2.2.2", 1),
                        org.assertj.core.groups.Tuple.tuple("2.2.3", 1));
        Page<PackageUse> first = world.admin().get("/v1/packages?limit=2").as(new TypeReference<Page<PackageUse>>() {});
        assertThat(first.total()).isEqualTo(3);
        assertThat(ask("?limit=2&cursor=" + first.nextCursor())).hasSize(1);
    }

    @Test
    void whatAProcessNoLongerServesIsNotServed() {
        FakeAgent agent = world.agent("web-01");
        // the one that brought the app may be at its last step
        await().until(() -> !world.admin().get("/v1/rollouts").text().contains("\"status\":\"running\""));
        world.rollout("{'app':'desafio','goal':'stopped','selector':'host=web-01','bake_seconds':0}");
        await().until(() -> agent.turn() != null && agent.seen("desafio").running() == null);
        assertThat(ask("?name=werkzeug")).extracting(PackageUse::host).containsExactly("web-02");
    }

    @Test
    void aVersionThatCannotBeReadIsRefused() {
        assertThat(world.admin().get("/v1/packages?version=" + encoded("=>2")).status())
                .isEqualTo(400);
    }
}
