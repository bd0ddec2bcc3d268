package io.globohub.controller.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import io.globohub.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFilesTest {
    private static final byte[] CONTENT = "the content of a pack".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private PackFiles files;

    @BeforeEach
    void open() throws IOException {
        files = new PackFiles(directory, TestClock.start());
    }

    private static Digest keep(PackStore store) throws IOException {
        try (PackStore.Received received = store.receive(new ByteArrayInputStream(CONTENT), 1000)) {
            store.keep(received);
            return received.sha256();
        }
    }

    private static void flipOneByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[5] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void whatWasKeptIsFoundWhole() throws Exception {
        Digest sha256 = keep(files);
        assertThat(files.find(sha256))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(CONTENT));
        assertThat(files.find(Digest.of(new byte[0]))).isEmpty();
    }

    @Test
    void aFlippedByteIsRefusedAlsoJustAfterAGoodLookAndAPushMendsIt() throws Exception {
        Digest sha256 = keep(files);
        Path file = files.find(sha256).orElseThrow();
        flipOneByte(file);
        assertThatThrownBy(() -> files.find(sha256))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.DIGEST_MISMATCH));
        keep(files);
        assertThat(files.find(sha256))
                .hasValueSatisfying(mended -> assertThat(mended).hasBinaryContent(CONTENT));
    }

    @Test
    void tooMuchIsRefusedAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> files.receive(new ByteArrayInputStream(CONTENT), 3))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.PAYLOAD_TOO_LARGE));
        try (Stream<Path> left = Files.list(directory.resolve(".incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    /** A place that may lie, lose things, or be away. */
    private static final class Faulty implements PackRepository {
        private final Map<Digest, byte[]> content = new ConcurrentHashMap<>();
        private final AtomicInteger fetches = new AtomicInteger();
        private byte flip;
        private boolean away;

        @Override
        public void put(Digest sha256, Path file) throws IOException {
            answers();
            content.put(sha256, Files.readAllBytes(file));
        }

        @Override
        public boolean fetch(Digest sha256, OutputStream to) throws IOException {
            answers();
            fetches.incrementAndGet();
            byte[] bytes = content.get(sha256);
            if (bytes == null) {
                return false;
            }
            byte[] copy = bytes.clone();
            copy[0] ^= flip;
            to.write(copy);
            return true;
        }

        private void answers() throws IOException {
            if (away) {
                throw new IOException("connection refused");
            }
        }

        @Override
        public String toString() {
            return "the faulty repository";
        }
    }

    @Test
    void anotherControllerFetchesOnceAndServesFromItsOwnDisk() throws Exception {
        Faulty repository = new Faulty();
        Digest sha256 = keep(new SharedPacks(files, repository));
        SharedPacks other = new SharedPacks(new PackFiles(directory.resolve("other"), TestClock.start()), repository);
        int before = repository.fetches.get();
        for (int i = 0; i < 3; i++) {
            assertThat(other.find(sha256))
                    .hasValueSatisfying(
                            file -> assertThat(file).hasBinaryContent(CONTENT).startsWith(directory.resolve("other")));
        }
        assertThat(repository.fetches.get() - before).isEqualTo(1);
        flipOneByte(other.find(sha256).orElseThrow());
        assertThat(other.find(sha256))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(CONTENT));
    }

    @Test
    void aRepositoryThatChangesBytesIsNoticedOnWriteAndOnRead() throws Exception {
        Faulty repository = new Faulty();
        SharedPacks packs = new SharedPacks(files, repository);
        repository.flip = 1;
        assertThatThrownBy(() -> keep(packs))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.DIGEST_MISMATCH));
        repository.flip = 0;
        Digest sha256 = keep(packs);
        repository.flip = 1;
        SharedPacks other = new SharedPacks(new PackFiles(directory.resolve("other"), TestClock.start()), repository);
        assertThatThrownBy(() -> other.find(sha256))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.DIGEST_MISMATCH));
        repository.flip = 0;
        assertThat(other.find(sha256)).isPresent();
    }

    @Test
    void aRepositoryThatIsAwaySaysSoAndWhatIsHereIsServed() throws Exception {
        Faulty repository = new Faulty();
        SharedPacks packs = new SharedPacks(files, repository);
        Digest sha256 = keep(packs);
        repository.away = true;
        assertThat(packs.find(sha256)).isPresent();
        SharedPacks other = new SharedPacks(new PackFiles(directory.resolve("other"), TestClock.start()), repository);
        assertThatThrownBy(() -> other.find(sha256))
                .hasMessageContaining("the faulty repository")
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThatThrownBy(() -> keep(other))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    @Test
    void whatTheRepositoryDoesNotHaveIsNotThere() throws Exception {
        assertThat(new SharedPacks(files, new Faulty()).find(Digest.of(CONTENT)))
                .isEmpty();
    }
}
