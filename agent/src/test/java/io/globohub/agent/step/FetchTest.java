package io.globohub.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.agent.artifact.PackSource.Outcome;
import io.globohub.agent.deploy.StepOutcome;
import io.globohub.agent.deploy.StepOutcome.Done;
import io.globohub.agent.deploy.StepOutcome.Failed;
import io.globohub.agent.deploy.StepOutcome.Skipped;
import io.globohub.common.disk.CrashPoint;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {
    @TempDir
    Path root;

    private TestHost host;
    private Manifest target;

    @BeforeEach
    void push() throws Exception {
        host = new TestHost(root, CrashPoint.NONE);
        target = host.push("1.0", Map.of("app.py", "x".repeat(3_000), "requirements.txt", "gunicorn\n"));
    }

    private StepOutcome fetch() throws InterruptedException {
        return host.steps().get(1).run(host.context(target, "d"));
    }

    private byte[] packBytes() throws IOException {
        return host.pushedBytes(target);
    }

    private static void assertFailed(StepOutcome outcome, Reason reason, boolean transientFault) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo(reason);
            assertThat(failed.transientFault()).isEqualTo(transientFault);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 100, 101})
    void aFetchGoesOnAtTheByteWhereItBroke(int offset) throws Exception {
        byte[] pack = packBytes();
        int[] asked = {0};
        host.source = (digest, from, size, sink) -> {
            asked[0]++;
            if (from < offset) {
                sink.write(pack, (int) from, offset - (int) from);
                return new Outcome.Partial("cut at " + offset);
            }
            assertThat(from).isEqualTo(offset);
            sink.write(pack, offset, pack.length - offset);
            return new Outcome.Complete();
        };

        assertThat(fetch()).isInstanceOf(Done.class);

        assertThat(host.layout.cachedPack(target.pack().sha256())).hasBinaryContent(pack);
        assertThat(asked[0]).isLessThanOrEqualTo(2);
        assertThat(fetch()).isEqualTo(new Skipped("the pack is here already"));
    }

    @Test
    void anUnreachableControllerIsAPassingFaultAndKeepsWhatCame() throws Exception {
        byte[] pack = packBytes();
        boolean[] first = {true};
        host.source = (digest, from, size, sink) -> {
            if (first[0]) {
                first[0] = false;
                sink.write(pack, 0, 50);
                return new Outcome.Partial("cut");
            }
            return new Outcome.Unavailable("the controller cannot be reached");
        };

        assertFailed(fetch(), Reason.PACK_UNAVAILABLE, true);

        host.source = (digest, from, size, sink) -> {
            assertThat(from).isEqualTo(50);
            sink.write(pack, 50, pack.length - 50);
            return new Outcome.Complete();
        };
        assertThat(fetch()).isInstanceOf(Done.class);
    }

    @Test
    void wrongBytesAreRefusedAndNotKept() throws Exception {
        host.source = (digest, from, size, sink) -> {
            sink.write(new byte[(int) (size - from)]);
            return new Outcome.Complete();
        };

        assertFailed(fetch(), Reason.DIGEST_MISMATCH, false);

        assertThat(host.layout.staging()).isEmptyDirectory();
        assertThat(host.layout.packCache()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000_000})
    void damagedOlderBytesAreFetchedAgain(int older) throws Exception {
        Files.createDirectories(host.layout.staging());
        Path partial = host.layout
                .staging()
                .resolve("fetch-desafio-" + target.pack().sha256().hex() + ".zip");
        Files.write(partial, new byte[older == 10 ? 10 : (int) target.pack().sizeBytes()]);

        assertThat(fetch()).isInstanceOf(Done.class);
        assertThat(host.layout.cachedPack(target.pack().sha256())).exists();
    }

    @Test
    void aFullDiskWhileFetchingIsSaid() throws Exception {
        host.source = (digest, from, size, sink) -> {
            throw new IOException("No space left on device");
        };

        assertFailed(fetch(), Reason.DISK_FULL, false);
    }

    @Test
    void aCachedPackThatChangedOnTheDiskIsFetchedAgain() throws Exception {
        fetch();
        Path cached = host.layout.cachedPack(target.pack().sha256());
        Files.write(cached, new byte[] {1, 2, 3});

        assertFailed(host.steps().get(2).run(host.context(target, "d")), Reason.DIGEST_MISMATCH, false);
        assertThat(fetch()).isInstanceOf(Done.class);
        assertThat(host.steps().get(2).run(host.context(target, "d"))).isInstanceOf(Done.class);
    }

    @Test
    void whereKeysAreTrustedAnUnsignedPackIsRefused() throws Exception {
        fetch();

        assertFailed(
                new Verify(host.layout, List.of("a2V5")).run(host.context(target, "d")),
                Reason.SIGNATURE_INVALID,
                false);
    }

    @Test
    void theBytesOfAnEarlierVersionAreNotKeptForever() throws Exception {
        Files.createDirectories(host.layout.staging());
        Path old = host.layout
                .staging()
                .resolve("fetch-desafio-" + Digest.of(new byte[] {1}).hex() + ".zip");
        Path ofAnotherApp = host.layout
                .staging()
                .resolve("fetch-desafio-two-" + Digest.of(new byte[] {1}).hex() + ".zip");
        Files.write(old, new byte[10]);
        Files.write(ofAnotherApp, new byte[10]);

        fetch();

        assertThat(old).doesNotExist();
        assertThat(ofAnotherApp).exists();
    }
}
