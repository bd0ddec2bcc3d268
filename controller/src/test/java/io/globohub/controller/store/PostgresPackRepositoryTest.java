package io.globohub.controller.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.Digest;
import io.globohub.controller.records.Records;
import io.globohub.testkit.PostgresServer;
import io.globohub.testkit.TestClock;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPackRepositoryTest {
    @TempDir
    Path directory;

    @Test
    void packsOfManyPartsAndOfNoneComeBackAsTheyWere() throws Exception {
        try (PostgresServer server = PostgresServer.start()) {
            String url = server.newDatabase("packs");
            try (Records made = SqlRecords.postgres(url, TestClock.start())) {
                assertThat(made.answers()).isTrue();
            }
            PostgresPackRepository repository = new PostgresPackRepository(url);
            for (int size : new int[] {0, 1, 1 << 20, (1 << 20) + 1, 5_000_000}) {
                byte[] content = new byte[size];
                new Random(size).nextBytes(content);
                Digest sha256 = Digest.of(content);
                Path file = Files.write(directory.resolve("pack"), content);
                assertThat(repository.fetch(sha256, new ByteArrayOutputStream()))
                        .isFalse();
                // two controllers are given the same at once
                CompletableFuture<Void> other = CompletableFuture.runAsync(() -> put(url, sha256, file));
                put(url, sha256, file);
                other.join();
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                assertThat(repository.fetch(sha256, out)).isTrue();
                assertThat(out.toByteArray()).isEqualTo(content);
            }
        }
    }

    private static void put(String url, Digest sha256, Path file) {
        try {
            new PostgresPackRepository(url).put(sha256, file);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
