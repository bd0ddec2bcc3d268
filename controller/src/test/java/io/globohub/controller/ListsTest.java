package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListsTest {
    @TempDir
    static Path directory;

    private static World world;
    private static HttpCaller admin;

    @BeforeAll
    static void start() throws Exception {
        world = World.in(directory);
        admin = world.admin();
        for (int i = 1; i <= 5; i++) {
            world.host("web" + i, Map.of("role", "web", "zone", "a-1"));
        }
        world.push("desafio", "1.2");
        world.push("desafio", "1.10");
        world.push("desafio", "1.9");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void theLinkOfAPageLeadsToTheNextUntilThereIsNone() {
        List<String> names = new ArrayList<>();
        String path = "/v1/hosts?selector=role%3Dweb&limit=2";
        while (path != null) {
            HttpAnswer answer = admin.get(path);
            answer.as(new TypeReference<Page<HostSummary>>() {}).items().forEach(host -> names.add(host.name()));
            Matcher link = Pattern.compile("<([^>]+)>; rel=\"next\"").matcher(String.valueOf(answer.header("Link")));
            path = link.matches() ? link.group(1) : null;
        }
        assertThat(names).containsExactly("web1", "web2", "web3", "web4", "web5");
    }

    @Test
    void aCursorIsGoodForItsOwnListAndFiltersOnly() {
        String cursor = admin.get("/v1/hosts?selector=role%3Dweb&limit=2")
                .as(new TypeReference<Page<HostSummary>>() {})
                .nextCursor();
        assertThat(admin.get("/v1/hosts?selector=role%3Dweb&limit=3&cursor=" + cursor)
                        .status())
                .isEqualTo(200);
        for (String other :
                List.of("/v1/hosts?cursor=", "/v1/hosts?selector=role%3Ddb&cursor=", "/v1/events?cursor=")) {
            HttpAnswer answer = admin.get(other + cursor);
            assertThat(answer.status()).as(other).isEqualTo(400);
            assertThat(answer.problem().detail()).contains("cursor");
        }
    }

    @Test
    void listsComeAsValuesSeparatedByCommasThatASpreadsheetDoesNotRun() {
        HttpAnswer answer = admin.get("/v1/hosts", "Accept", "text/csv");
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        String[] lines = answer.text().split("\r\n");
        assertThat(lines).hasSize(6);
        assertThat(lines[0]).contains("name,").contains("labels.role");
        assertThat(lines[3]).contains("web3");
        world.rollout("{'app':'desafio','version':'1.2','all':true,'comment':'=1+1, x'}");
        assertThat(admin.get("/v1/rollouts", "Accept", "text/csv").text()).contains(",\"'=1+1, x\",");
    }

    @Test
    void listsComeAsOneJsonALine() {
        HttpAnswer answer = admin.get("/v1/events?limit=3", "Accept", "application/x-ndjson");
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.text()
                        .lines()
                        .map(line -> Json.readTolerant(line, EventView.class).seq()))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void versionsOfAnAppAreListedNewestFirst() {
        assertThat(admin.get("/v1/apps/desafio/versions")
                        .as(new TypeReference<Page<PackView>>() {})
                        .items())
                .extracting(pack -> pack.version().value())
                .containsExactly("1.10", "1.9", "1.2");
        String cursor = admin.get("/v1/apps/desafio/versions?limit=2")
                .as(new TypeReference<Page<PackView>>() {})
                .nextCursor();
        assertThat(admin.get("/v1/apps/desafio/versions?limit=2&cursor=" + cursor)
                        .text())
                .contains("\"1.2\"")
                .doesNotContain("\"1.10\"");
        assertThat(admin.get("/v1/apps/nothing/versions").problem().code()).isEqualTo("app_not_found");
    }

    @Test
    void prometheusFindsEveryHostWithItsLabels() {
        JsonNode targets = Json.tree(
                admin.get("/v1/integrations/prometheus/targets?port=9000").text());
        assertThat(targets).hasSize(5);
        assertThat(targets.get(0).at("/targets/0").asText()).isEqualTo("web1:9000");
        assertThat(targets.get(0).at("/labels/__meta_globohub_label_role").asText())
                .isEqualTo("web");
    }

    @Test
    void ansibleGetsGroupsAndVariablesInOneAnswer() {
        JsonNode inventory =
                Json.tree(admin.get("/v1/integrations/ansible/inventory").text());
        assertThat(inventory.at("/all/hosts")).hasSize(5);
        assertThat(inventory.at("/role_web/hosts")).hasSize(5);
        assertThat(inventory.at("/zone_a_1/hosts")).hasSize(5);
        assertThat(inventory.at("/_meta/hostvars/web1/globohub_labels/role").asText())
                .isEqualTo("web");
    }

    @Test
    void theDocumentationIsAPageWithoutScriptsForAnyone() {
        HttpAnswer page = world.nobody().get("/docs");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(page.text()).contains("GET /v1/hosts/{host}").doesNotContain("<script");
    }

    @Test
    void oneKeyMakesOneTokenAndItsSecretIsShownOnce() {
        String body = "{\"name\":\"ci\",\"role\":\"viewer\"}";
        TokenView first =
                admin.post("/v1/tokens", body, "Idempotency-Key", "t1").as(TokenView.class);
        HttpAnswer again = admin.post("/v1/tokens", body, "Idempotency-Key", "t1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.as(TokenView.class).id()).isEqualTo(first.id());
        assertThat(first.secret()).isNotNull();
        assertThat(again.as(TokenView.class).secret()).isNull();
        assertThat(admin.post("/v1/tokens", body.replace("viewer", "admin"), "Idempotency-Key", "t1")
                        .status())
                .isEqualTo(422);
    }
}
