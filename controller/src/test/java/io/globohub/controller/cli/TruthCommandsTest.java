package io.globohub.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.json.Json;
import io.globohub.common.protocol.HostDetail;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthCommandsTest {
    private static final String PACKAGE = "{'items':[{'name':'Werkzeug','version':'2.2.2','app':'desafio',"
            + "'app_version':'1.0','host_id':'h1','host':'web-01','hosts':1}],'total':1}";

    @TempDir
    Path directory;

    FakeController controller;
    Bench bench;

    @BeforeEach
    void startController() throws IOException {
        controller = new FakeController();
        bench = Bench.at(directory, controller.url());
    }

    @AfterEach
    void stopController() {
        controller.close();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void aLongHistoryIsVerifiedStretchByStretch() {
        controller.on(
                "GET /v1/events/verify", json("{'from':1,'checked_to':20000,'last_seq':20001,'next_after':20000}"));
        controller.on("GET /v1/events/verify", json("{'from':20001,'checked_to':20001,'last_seq':20001,'hash':'ab'}"));

        Bench.Ran ran = bench.run("history", "verify", "-o", "json");

        assertThat(ran.exit()).isZero();
        assertThat(ran.json().path("intact").asBoolean()).isTrue();
        assertThat(ran.json().path("checked_to").asLong()).isEqualTo(20001);
        assertThat(controller.asked().get(1)).contains("after=20000");
    }

    @Test
    void aBrokenHistoryNamesTheEntryAndFails() {
        controller.on(
                "GET /v1/events/verify",
                json("{'from':1,'checked_to':6,'last_seq':9,'first_broken_seq':7,'detail':'entry 7 is missing'}"));

        Bench.Ran ran = bench.run("history", "verify");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("broken", "entry 7 is missing");
    }

    @Test
    void packagesOfANameAreListedByHost() {
        controller.on("GET /v1/packages", json(PACKAGE));

        Bench.Ran ran = bench.run("packages", "Werkzeug", "<2.2.3", "-o", "csv", "--exit-code");

        assertThat(ran.exit()).isEqualTo(10);
        assertThat(ran.lines())
                .containsExactly("host,package,version,app,app_version", "web-01,Werkzeug,2.2.2,desafio,1.0");
        assertThat(controller.requests("GET /v1/packages").get(0).getUrl().queryParameter("version"))
                .isEqualTo("<2.2.3");
    }

    @Test
    void packagesWithoutANameAreCounted() {
        controller.on("GET /v1/packages", json(PACKAGE));

        assertThat(bench.run("packages", "-o", "csv").lines().get(0))
                .startsWith("package,version")
                .endsWith("hosts");
        assertThat(controller.asked().get(0)).contains("grouped=true");
    }

    @Test
    void aPastMomentIsGivenAsAnInstantOrAsHowLongAgo() {
        controller.on("GET /v1/hosts", Bodies.page());
        bench.run("hosts", "list", "--as-of", "2025-12-31T10:00:00Z");
        bench.run("drift", "--as-of", "2h");

        assertThat(controller.requests("GET /v1/hosts").get(0).getUrl().queryParameter("as_of"))
                .isEqualTo("2025-12-31T10:00:00Z");
        assertThat(controller.requests("GET /v1/hosts").get(1).getUrl().queryParameter("as_of"))
                .isEqualTo(bench.clock.instant().minusSeconds(7200).toString());
        Bench.Ran refused = bench.run("status", "--as-of", "yesterday");
        assertThat(refused.exit()).isEqualTo(64);
        assertThat(refused.err()).contains("'yesterday' is no moment of the past");
    }

    @Test
    void aHostOfThePastIsShownAsTheLedgerKnowsIt() {
        controller.on("GET /v1/hosts/web-01", Json.write(HostDetail.ofThePast(Bodies.host("web-01"))));

        Bench.Ran ran = bench.run("hosts", "show", "web-01", "--as-of", "2h");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("web-01").doesNotContain("seen").doesNotContain("observed");
        assertThat(controller.requests("GET /v1/hosts/web-01").get(0).getUrl().queryParameter("as_of"))
                .isEqualTo(bench.clock.instant().minusSeconds(7200).toString());
    }
}
