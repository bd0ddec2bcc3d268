package io.globohub.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.Freshness;
import io.globohub.common.protocol.Page;
import io.globohub.testkit.PostgresServer;
import io.globohub.testkit.RealParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers on one PostgreSQL, of which one dies, and a real agent that is told of both. */
class FailOverTest {
    @TempDir
    private Path directory;

    private PostgresServer database;
    private Programs programs;

    @AfterEach
    void noProcessIsLeft() throws Exception {
        if (programs != null) {
            programs.end();
            assertThat(programs.processes()).isEmpty();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void theAgentGoesOnWithTheOtherControllerAndBackAgainAndTheAppNeverNotices() throws Exception {
        RealParts.requirePackageIndex();
        int port = RealParts.freePort();
        Desafio app = new Desafio(port);
        database = PostgresServer.start();
        programs = Programs.sharing(directory, database.newDatabase("fail_over"), 2);
        programs.startController(0);
        programs.startController(1);
        programs.logIn();
        programs.enroll("role: web");
        programs.startAgent();
        programs.awaitCheckin();
        programs.push("1.0").succeeds();
        programs.push("1.1").succeeds();
        programs.rollOut("1.0", "--bind", "127.0.0.1:" + port).succeeds();
        assertThat(app.post("news", "kept in memory")).isBetween(200, 299);

        programs.controller(0).kill();
        programs.logInAt(1);
        await("the agent checks in with the other one")
                .atMost(Duration.ofSeconds(60))
                .until(() -> programs.host().summary().freshness() == Freshness.FRESH);
        assertThat(app.list("news").body()).contains("kept in memory");
        programs.rollOut("1.1", "--bind", "127.0.0.1:" + port).succeeds();
        assertThat(app.version()).isEqualTo("1.1");

        programs.startController(0);
        programs.controller(1).kill();
        programs.logInAt(0);
        programs.awaitCheckin();
        programs.rollOut("1.0", "--bind", "127.0.0.1:" + port).succeeds();
        assertThat(app.version()).isEqualTo("1.0");

        List<EventView> succeeded = programs.globohub("history", "-o", "json", "--kind", "deployment_succeeded")
                .items(new TypeReference<Page<EventView>>() {});
        assertThat(succeeded).extracting(EventView::version).containsExactlyInAnyOrder("1.0", "1.1", "1.0");
        programs.globohub("history", "verify").succeeds();
    }
}
