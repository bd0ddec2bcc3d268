package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Digest;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.testkit.PostgresServer;
import io.globohub.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresChangesTest extends ChangesContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static PostgresServer server;
    private String url;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Records open(TestClock clock) throws Exception {
        url = server.newDatabase("changes" + DATABASES.incrementAndGet());
        return SqlRecords.postgres(url, clock);
    }

    private long append(Records on) {
        return on.write(session -> session.ledger()
                .append(NewEvent.of(EventKind.PACK_PUSHED, "ops", "one"))
                .seq());
    }

    @Test
    void whatOneControllerCommitsTheOtherHearsWithinASecond() {
        try (Records other = SqlRecords.postgres(url, TestClock.start())) {
            List<Changes> there = new CopyOnWriteArrayList<>();
            other.changes().subscribe(there::add);
            // the link is up when a first word arrives; it may have come up before anybody listened
            await().until(() -> {
                append(records);
                return !there.isEmpty();
            });
            records.write(session -> {
                session.hosts().add(host("h1"), Digest.of("h1".getBytes(StandardCharsets.UTF_8)));
                return null;
            });
            await().atMost(Duration.ofSeconds(1))
                    .until(() ->
                            there.stream().anyMatch(changes -> changes.hosts().contains("h1")));
        }
    }

    @Test
    void whoLostTheConnectionIsToldThatAnythingMayHaveChanged() throws Exception {
        List<Changes> here = new CopyOnWriteArrayList<>();
        records.changes().subscribe(here::add);
        await().until(records::leads);
        here.clear();
        breakLinks();
        await().atMost(Duration.ofSeconds(10)).until(() -> here.contains(Changes.EVERYTHING));
        await().atMost(Duration.ofSeconds(10)).until(records::leads);
    }

    @Test
    void oneLeadsAndAnotherFollowsWhenItHasGone() throws Exception {
        await().until(records::leads);
        try (Records b = SqlRecords.postgres(url, TestClock.start());
                Records c = SqlRecords.postgres(url, TestClock.start())) {
            append(b);
            append(c);
            assertThat(Stream.of(records, b, c).filter(Records::leads)).hasSize(1);
            records.close();
            await().atMost(Duration.ofSeconds(10)).until(() -> b.leads() || c.leads());
            assertThat(Stream.of(b, c).filter(Records::leads)).hasSize(1);
        }
    }

    private void breakLinks() throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'globohub link' AND datname = current_database()");
        }
    }
}
