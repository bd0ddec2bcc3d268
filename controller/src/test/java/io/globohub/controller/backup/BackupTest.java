package io.globohub.controller.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.protocol.EventView;
import io.globohub.common.protocol.PackView;
import io.globohub.common.state.Reason;
import io.globohub.controller.CannotStart;
import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import io.globohub.controller.DataDirectory;
import io.globohub.controller.history.HashChain;
import io.globohub.controller.records.EventFilter;
import io.globohub.controller.records.Records;
import io.globohub.controller.store.SqlRecords;
import io.globohub.controller.world.FakeAgent;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import io.globohub.testkit.TestClock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private Path backup() {
        return directory.resolve("backup.zip");
    }

    private DataDirectory restored() {
        return new DataDirectory(directory.resolve("restored"), TestClock.start());
    }

    /** The ledger of a data directory on which no controller runs. */
    private static List<EventView> ledger(Path data) throws IOException {
        try (Records records = SqlRecords.sqlite(data, TestClock.start())) {
            return records.read(session -> session.ledger().page(EventFilter.after(0, 100_000)));
        }
    }

    private void fetchBackup(World world) throws IOException {
        HttpAnswer answer = world.admin().get("/v1/backup");
        assertThat(answer.status()).isEqualTo(200);
        Files.write(backup(), answer.bytes());
    }

    @Test
    void aBackupMadeWhileWritesGoOnIsWholeAndHoldsAllThatWasAcknowledgedBefore() throws Exception {
        try (World world = World.in(directory)) {
            world.push("desafio", "1.0");
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                while (!stop.get()) {
                    world.token(io.globohub.common.protocol.Role.VIEWER);
                    written.incrementAndGet();
                }
            });
            for (int round = 0; round < 3; round++) {
                org.awaitility.Awaitility.await().until(() -> written.get() > 5);
                int before = written.get();
                fetchBackup(world);
                DataDirectory target = new DataDirectory(directory.resolve("restored" + round), TestClock.start());
                DataDirectory.Outcome outcome = target.restore(backup(), false);
                assertThat(outcome.packs()).isEqualTo(1);
                List<EventView> entries = ledger(directory.resolve("restored" + round));
                assertThat(entries)
                        .filteredOn(event -> event.kind().equals("token_created"))
                        .hasSizeGreaterThanOrEqualTo(before);
                assertThat(HashChain.firstBroken(HashChain.START, 0, entries)).isEmpty();
                assertThat(entries.get(entries.size() - 1).kind()).isEqualTo("store_restored");
            }
            stop.set(true);
            writer.join();
        }
    }

    @Test
    void agentsGoOnWithARestoredControllerAlsoPastGenerationsItNeverGaveOut() throws Exception {
        try (World world = World.in(directory)) {
            FakeAgent agent = world.webHost("web1");
            world.push("desafio", "1.0");
            fetchBackup(world);
            long before = agent.reconcile().checkin().ackSeq();
            world.rollout("{'app':'desafio','version':'1.0','all':true,'bake_seconds':0}");
            org.awaitility.Awaitility.await().until(() -> {
                agent.turn();
                return agent.seen("desafio") != null;
            });
            String etag = agent.http().get("/v1/agent/desired").header("ETag");
            assertThat(etag).isEqualTo("\"g1\"");
            restored().restore(backup(), false);
            try (Controller controller = Controller.start(
                    ControllerConfig.in(directory.resolve("restored")).listeningOn("127.0.0.1", 0), world.clock())) {
                agent.movedTo(controller.port());
                HttpAnswer desired = agent.http().get("/v1/agent/desired", "If-None-Match", etag);
                assertThat(desired.status()).isEqualTo(200);
                assertThat(desired.header("ETag")).isEqualTo("\"g1000000\"");
                assertThat(agent.checkin().ackSeq()).isGreaterThanOrEqualTo(before);
            }
        }
    }

    @Test
    void aRestoredControllerServesItsPacksAndKnowsItsTokens() throws Exception {
        PackView pack;
        String token;
        try (World world = World.in(directory)) {
            pack = world.push("desafio", "1.0");
            token = world.admin().token();
            fetchBackup(world);
        }
        restored().restore(backup(), false);
        try (World world = World.with(ControllerConfig.in(directory.resolve("restored")), directory)) {
            assertThat(world.as(token).get("/v1/packs/" + pack.pack().sha256()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRestoreRefusesADatabaseThatIsInUseOrThatIsThereAndKeepsWhatWasThere() throws Exception {
        try (World world = World.in(directory)) {
            world.push("desafio", "1.0");
            fetchBackup(world);
            DataDirectory inUse = new DataDirectory(data(), TestClock.start());
            assertThatThrownBy(() -> inUse.restore(backup(), true))
                    .hasMessageContaining("stop it first")
                    .isInstanceOf(CannotStart.class);
            world.push("desafio", "1.1");
        }
        DataDirectory there = new DataDirectory(data(), TestClock.start());
        assertThatThrownBy(() -> there.restore(backup(), false)).hasMessageContaining("--force");
        assertThat(ledger(data()))
                .extracting(EventView::kind)
                .filteredOn("pack_pushed"::equals)
                .hasSize(2);
        DataDirectory.Outcome outcome = there.restore(backup(), true);
        assertThat(ledger(data()))
                .extracting(EventView::kind)
                .filteredOn("pack_pushed"::equals)
                .hasSize(1);
        assertThat(ledger(outcome.aside()))
                .extracting(EventView::kind)
                .filteredOn("pack_pushed"::equals)
                .hasSize(2);
    }

    @Test
    void aBackupFromTheDirectoryItselfIsTheSame() throws Exception {
        try (World world = World.in(directory)) {
            world.push("desafio", "1.0");
            try (OutputStream out = Files.newOutputStream(backup())) {
                new DataDirectory(data(), TestClock.start()).backup(out);
            }
        }
        assertThat(restored().restore(backup(), false).packs()).isEqualTo(1);
    }

    @Test
    void aDamagedBackupChangesNothing() throws Exception {
        try (World world = World.in(directory)) {
            world.push("desafio", "1.0");
            fetchBackup(world);
        }
        byte[] whole = Files.readAllBytes(backup());
        int harmless = 0;
        for (int part = 1; part < 12; part++) {
            byte[] flipped = whole.clone();
            flipped[whole.length / 2 * part / 12 + 200] ^= 0x10;
            Files.write(backup(), flipped);
            if (flipsNothingThatCounts()) {
                harmless++;
            } else {
                refused(backup());
            }
        }
        assertThat(harmless).isLessThan(3);
        Files.write(backup(), java.util.Arrays.copyOf(whole, whole.length - 100));
        refused(backup());
        Files.write(backup(), new byte[0]);
        refused(backup());
        refused(directory.resolve("nothing-there"));
        Files.write(backup(), whole);
        assertThat(restored().restore(backup(), false).packs()).isEqualTo(1);
    }

    /** The zip's own framing has bytes that nobody reads; then every digest has held. */
    private boolean flipsNothingThatCounts() throws IOException {
        Path trial = Files.createTempDirectory(directory, "trial");
        try {
            new DataDirectory(trial, TestClock.start()).restore(backup(), false);
            return ledger(trial).stream().anyMatch(event -> event.kind().equals("pack_pushed"));
        } catch (CannotStart refused) {
            return false;
        }
    }

    private void refused(Path file) {
        assertThatThrownBy(() -> restored().restore(file, false))
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refused -> assertThat(refused.reason())
                                .isIn(Reason.BAD_REQUEST, Reason.DIGEST_MISMATCH, Reason.STORE_CORRUPT));
        assertThat(directory.resolve("restored/globohub.db")).doesNotExist();
        assertThat(directory.resolve("restored/.restoring")).doesNotExist();
    }

    @Test
    void whatARestoreLeftHalfDoneIsNotTakenForADatabase() throws Exception {
        Files.createDirectories(data().resolve(".restoring"));
        assertThatThrownBy(() -> Controller.start(ControllerConfig.in(data()), TestClock.start()))
                .hasMessageContaining("restore")
                .isInstanceOf(CannotStart.class);
    }
}
