package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.event.EventKind;
import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.HostState;
import io.globohub.controller.fleet.MetricHistory;
import io.globohub.controller.records.Answers.Answer;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.store.SqlRecords;
import io.globohub.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    @TempDir
    Path directory;

    @Test
    void metricsAndAnswersStayFlatAndTheLedgerIsKept() throws Exception {
        TestClock clock = TestClock.start();
        try (Records records = SqlRecords.sqlite(directory, clock)) {
            Retention retention = new Retention(records, clock);
            long firstHour = MetricHistory.hourOf(clock.instant());
            records.write(session -> {
                session.hosts()
                        .add(
                                new HostRecord(
                                        "h1",
                                        "web1",
                                        HostState.ACTIVE,
                                        Map.of(),
                                        null,
                                        0,
                                        0,
                                        0,
                                        "Debian 12",
                                        clock.instant(),
                                        null),
                                Digest.of(new byte[] {1}));
                return null;
            });
            for (int hour = 0; hour < 30 * 24; hour++) {
                String key = "key " + hour;
                records.write(session -> {
                    session.metricHours().put("h1", MetricHistory.hourOf(clock.instant()), new byte[] {1});
                    session.answers().add(new Answer("ops", key, "digest", "subject", clock.instant()));
                    return session.ledger().append(NewEvent.of(EventKind.PACK_PUSHED, "ops", key));
                });
                clock.advance(Duration.ofHours(1));
                if (hour % 12 == 0) {
                    retention.forget();
                }
            }
            retention.forget();
            assertThat(records.<Integer>read(session -> session.metricHours()
                            .between("h1", firstHour, firstHour + 1000)
                            .size()))
                    .isEqualTo(7 * 24);
            assertThat(records.<Boolean>read(
                            session -> session.answers().of("ops", "key 690").isPresent()))
                    .isFalse();
            assertThat(records.<Boolean>read(
                            session -> session.answers().of("ops", "key 719").isPresent()))
                    .isTrue();
            assertThat(records.<Long>read(session -> session.ledger().lastSeq()))
                    .isEqualTo(30 * 24);
        }
    }
}
