package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.protocol.EnrollResponse;
import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.RolloutView;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpCaller;
import io.globohub.controller.world.World;
import io.globohub.testkit.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that the first release has made and filled is brought forward, and all of it still answers. */
class MigrationTest {
    private static final String ADMIN = "ght_mGXGqD0DvY03tbukUjTALsmHM-FOiMShyXVxBC23UMc";
    private static final EnrollResponse WEB1 = new EnrollResponse(
            "host_019b76daa80070369bf7b01b806958c9", "web1", "ghh_Nj4yvgKTPoxek7istP6RrqAMXP5J6pLf5Q3nZNlBaJs");
    private static final String ROLLOUT = "ro_019b76daafd07034a92bf3bb84aa96b9";

    @TempDir
    Path directory;

    @Test
    void anSqliteFileOfTheFirstSchemaIsBroughtForward() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        fill("jdbc:sqlite:" + data.resolve("globohub.db"));
        stillAnswers(ControllerConfig.in(data));
    }

    @Test
    void aPostgresDatabaseOfTheFirstSchemaIsBroughtForward() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            String url = server.newDatabase("old");
            fill(url);
            stillAnswers(ControllerConfig.in(directory.resolve("data")).storedIn(url));
        }
    }

    private static void fill(String url) throws Exception {
        Flyway.configure(MigrationTest.class.getClassLoader())
                .dataSource(url, null, null)
                .locations("classpath:db/migration")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                InputStream rows = MigrationTest.class.getResourceAsStream("/db/rows-of-schema-1.sql")) {
            connection.setAutoCommit(false);
            for (String line : new String(rows.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("--")) {
                    statement.execute(line);
                }
            }
            connection.commit();
        }
    }

    private void stillAnswers(ControllerConfig config) throws IOException {
        try (World world = World.with(config, directory)) {
            HttpCaller admin = world.as(ADMIN);
            List<EventView> ledger = admin.get("/v1/events?limit=1000")
                    .as(
                            new com.fasterxml.jackson.core.type.TypeReference<
                                    io.globohub.common.protocol.Page<EventView>>() {})
                    .items();
            assertThat(ledger).hasSizeGreaterThan(10);
            assertThat(HashChain.firstBroken(HashChain.START, 0, ledger)).isEmpty();

            HostSummary web1 = admin.get("/v1/hosts/web1").as(HostDetail.class).summary();
            assertThat(web1.labels()).containsEntry("zone", "a");
            assertThat(web1.apps())
                    .singleElement()
                    .satisfies(app -> assertThat(app.runningVersion().value()).isEqualTo("1.0"));
            assertThat(admin.get("/v1/hosts?state=retired").text()).contains("old1");
            assertThat(admin.get("/v1/apps").text()).contains("desafio", "1.1");
            assertThat(admin.get("/v1/tokens").status()).isEqualTo(200);
            assertThat(admin.get("/v1/rollouts/" + ROLLOUT)
                            .as(RolloutView.class)
                            .status())
                    .isEqualTo(RolloutView.Status.RUNNING);

            assertThat(admin.get("/v1/rollouts")
                            .as(
                                    new com.fasterxml.jackson.core.type.TypeReference<
                                            io.globohub.common.protocol.Page<RolloutView>>() {})
                            .items())
                    .filteredOn(one -> one.id().equals(ROLLOUT))
                    .singleElement()
                    .satisfies(one -> assertThat(one.counts())
                            .isEqualTo(admin.get("/v1/rollouts/" + ROLLOUT)
                                    .as(RolloutView.class)
                                    .counts()));

            // an agent goes on with its credential, and what was begun can be ended
            FakeAgent agent = new FakeAgent(world.as(WEB1.credential()), WEB1, world.clock());
            agent.reconcile();
            assertThat(agent.seen("desafio")).isNotNull();
            assertThat(agent.checkin()).isNotNull();
            await().until(() ->
                    admin.get("/v1/hosts/web1").as(HostDetail.class).summary().lastSeenAt() != null);
            assertThat(admin.post("/v1/rollouts/" + ROLLOUT + "/abort", "")
                            .as(RolloutView.class)
                            .status())
                    .isEqualTo(RolloutView.Status.ABORTED);
        }
    }
}
