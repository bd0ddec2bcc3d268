package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.protocol.HostState;
import io.globohub.common.protocol.LogChunk;
import io.globohub.common.protocol.LogSource;
import io.globohub.common.protocol.Role;
import io.globohub.common.protocol.TokenView;
import io.globohub.controller.records.Answers.Answer;
import io.globohub.controller.records.Changes;
import io.globohub.controller.records.HostRecord;
import io.globohub.controller.records.LogRecord;
import io.globohub.controller.records.TokenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store promises of what it keeps for a time: tokens, answers, metrics. */
abstract class KeptForATimeContract extends EmptyStore {
    static HostRecord host(String id, String name) {
        return new HostRecord(id, name, HostState.ACTIVE, Map.of("role", "web"), null, 0, 0, 0, "Debian", NOW, null);
    }

    static Digest credential(String of) {
        return Digest.of(of.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void addHost(String id, String name) {
        records.write(session -> {
            session.hosts().add(host(id, name), credential(id));
            return null;
        });
    }

    @Test
    void tokensAreFoundByTheirDigestAndNeverHoldTheSecret() {
        TokenView view = new TokenView("t1", "ci", Role.OPERATOR, null, NOW, null, null, null, null, null);
        TokenRecord token = new TokenRecord(view, credential("secret"), Map.of());
        records.write(session -> {
            session.tokens().add(token);
            session.tokens().update(token.revoked(NOW));
            return null;
        });
        assertThat(records.<TokenRecord>read(
                        session -> session.tokens().byHash(credential("secret")).orElseThrow()))
                .isEqualTo(token.revoked(NOW));
        assertThat(records.<List<TokenRecord>>read(session -> session.tokens().all()))
                .hasSize(1);
    }

    @Test
    void anAnswerIsKeptUnderItsKeyUntilItIsForgotten() {
        Answer answer = new Answer("ci", "key", "digest", "ro_1", NOW);
        records.write(session -> {
            session.answers().add(answer);
            return null;
        });
        assertThat(records.<Answer>read(
                        session -> session.answers().of("ci", "key").orElseThrow()))
                .isEqualTo(answer);
        records.write(session -> {
            session.answers().forgetBefore(NOW.plusSeconds(1));
            return null;
        });
        assertThat(records.<Boolean>read(
                        session -> session.answers().of("ci", "key").isPresent()))
                .isFalse();
    }

    @Test
    void hoursOfMetricsAreReplacedReadInOrderAndForgotten() {
        addHost("h1", "web1");
        byte[] body = {1, 0, -1, 127, -128};
        records.write(session -> {
            for (long hour = 5; hour > 0; hour--) {
                session.metricHours().put("h1", hour, new byte[] {(byte) hour});
            }
            session.metricHours().put("h1", 3, body);
            return null;
        });
        assertThat(records.<java.util.Optional<byte[]>>read(
                        session -> session.metricHours().of("h1", 3)))
                .hasValueSatisfying(stored -> assertThat(stored).isEqualTo(body));
        assertThat(records.<java.util.SortedMap<Long, byte[]>>read(
                        session -> session.metricHours().between("h1", 2, 4)))
                .containsOnlyKeys(2L, 3L, 4L);
        records.write(session -> {
            session.metricHours().forgetBefore(4);
            return null;
        });
        assertThat(records.<Integer>read(
                        session -> session.metricHours().between("h1", 0, 9).size()))
                .isEqualTo(2);
    }

    @Test
    void aLogThatIsWaitedForIsToldOfWithItsLinesUntilItExpires() {
        List<Changes> told = new ArrayList<>();
        records.changes().subscribe(told::add);
        LogRecord request = new LogRecord(
                "log_1",
                "h1",
                "web1",
                new AppName("desafio"),
                LogSource.ERROR,
                10,
                true,
                "ada",
                NOW,
                NOW.plusSeconds(60),
                0,
                null,
                false,
                null);
        records.write(session -> {
            session.logRequests().add(request);
            return null;
        });
        assertThat(told)
                .last()
                .satisfies(changes -> assertThat(changes.logs()).containsExactlyInAnyOrder("log_1", "h1"));
        records.write(session -> {
            for (long seq = 1; seq <= 5; seq++) {
                LogChunk chunk = new LogChunk(seq, List.of("line " + seq), false, "c" + seq, false, null);
                session.logRequests().append("log_1", chunk, 21);
                session.logRequests().update(request.with(chunk));
            }
            return null;
        });
        assertThat(told).last().satisfies(changes -> assertThat(changes.logs()).containsExactly("log_1"));
        records.read(session -> {
            assertThat(session.logRequests().chunks("log_1", 0, 1000))
                    .as("as many of the newest as fit")
                    .extracting(LogChunk::seq)
                    .containsExactly(3L, 4L, 5L);
            assertThat(session.logRequests().chunks("log_1", 3, 1)).hasSize(1);
            assertThat(session.logRequests().all())
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.request().cursor()).isEqualTo("c5"));
            return null;
        });
        records.write(session -> {
            session.logRequests().forgetBefore(NOW.plusSeconds(60));
            assertThat(session.logRequests().byId("log_1")).isPresent();
            session.logRequests().forgetBefore(NOW.plusSeconds(61));
            assertThat(session.logRequests().byId("log_1")).isEmpty();
            assertThat(session.logRequests().chunks("log_1", 0, 1000)).isEmpty();
            return null;
        });
    }
}
