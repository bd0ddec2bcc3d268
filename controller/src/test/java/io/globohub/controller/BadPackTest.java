package io.globohub.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.globohub.common.manifest.Digest;
import io.globohub.common.pack.PackLimits;
import io.globohub.common.protocol.PackView;
import io.globohub.controller.world.HttpAnswer;
import io.globohub.controller.world.World;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadPackTest {
    private static final int LIMIT = 64 * 1024;

    @TempDir
    Path directory;

    private World world;
    private long eventsBefore;

    @BeforeEach
    void start() throws Exception {
        world = World.with(
                ControllerConfig.in(directory.resolve("data")).withPackLimits(new PackLimits(LIMIT, 1 << 20, 100, 50)),
                directory);
        eventsBefore = world.events("").size();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void assertNothingChanged() throws Exception {
        assertThat(world.events("")).hasSize((int) eventsBefore);
        assertThat(world.admin().get("/v1/apps").text()).contains("\"items\":[]");
        try (Stream<Path> files = Files.walk(directory.resolve("data/packs"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static byte[] zip(String... namesAndTexts) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void refused(byte[] zip, int status, String code, String... headers) throws Exception {
        HttpAnswer answer = world.admin().zip("/v1/packs?app=desafio&version=1.0", zip, headers);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.problem().code()).isEqualTo(code);
        assertThat(answer.problem().detail()).isNotBlank();
        assertNothingChanged();
    }

    @Test
    void whatIsNotAZipIsRefused() throws Exception {
        refused("not a zip".getBytes(StandardCharsets.UTF_8), 422, "pack_rejected");
        refused(new byte[0], 422, "pack_rejected");
    }

    @Test
    void pathsThatLeaveThePackAreRefused() throws Exception {
        refused(zip("../../etc/cron.d/x", "evil"), 422, "pack_rejected");
        refused(zip("/etc/passwd", "evil"), 422, "pack_rejected");
        refused(zip(".pack/marker", "evil"), 422, "pack_rejected");
    }

    @Test
    void aBombIsRefused() throws Exception {
        refused(zip("zeros", "0".repeat((1 << 20) + 1)), 422, "pack_rejected");
    }

    @Test
    void aCutOffZipIsRefused() throws Exception {
        byte[] whole = zip("app.py", "print(1)", "b.py", "print(2)");
        refused(Arrays.copyOf(whole, whole.length - 10), 422, "pack_rejected");
        byte[] flipped = whole.clone();
        flipped[38] ^= 0x55;
        refused(flipped, 422, "pack_rejected");
    }

    @Test
    void aPackAboveTheLimitIsRefused() throws Exception {
        byte[] large = new byte[LIMIT + 1];
        new java.util.Random(1).nextBytes(large);
        refused(large, 413, "payload_too_large");
    }

    @Test
    void anotherDigestThanAnnouncedIsRefused() throws Exception {
        byte[] pack = world.pack("desafio", "1.0", "x");
        String other = Base64.getEncoder().encodeToString(HexFormat.of().parseHex("ab".repeat(32)));
        refused(pack, 422, "digest_mismatch", "Repr-Digest", "sha-256=:" + other + ":");
        refused(pack, 400, "bad_request", "Repr-Digest", "md5=:abc:");
    }

    @Test
    void aDescriptorThatCannotBeUsedIsRefused() throws Exception {
        refused(zip("pack.yaml", "workers: many\n", "app.py", ""), 422, "pack_rejected");
        refused(zip("pack.yaml", "wrokers: 2\n", "app.py", ""), 422, "pack_rejected");
        HttpAnswer nameless = world.admin().zip("/v1/packs", zip("app.py", ""));
        assertThat(nameless.problem().code()).isEqualTo("pack_rejected");
        assertNothingChanged();
    }

    @Test
    void theSamePackTwiceIsKnownAndOtherContentIsAConflict() {
        byte[] pack = world.pack("desafio", "1.0", "x");
        String digest = Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(Digest.of(pack).hex()));
        HttpAnswer first = world.admin().zip("/v1/packs", pack, "Repr-Digest", "sha-256=:" + digest + ":");
        HttpAnswer second = world.admin().zip("/v1/packs", pack);
        HttpAnswer other = world.admin().zip("/v1/packs", world.pack("desafio", "1.0", "y"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.as(PackView.class)).isEqualTo(first.as(PackView.class));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem().code()).isEqualTo("version_conflict");
        assertThat(world.events("kind=pack_pushed")).hasSize(1);
    }

    @Test
    void aDownloadGoesOnWhereItBroke() {
        byte[] pack = world.pack("desafio", "1.0", "x");
        String path = "/v1/packs/" + Digest.of(pack);
        assertThat(world.admin().zip("/v1/packs", pack).status()).isEqualTo(201);

        HttpAnswer whole = world.admin().get(path);
        HttpAnswer rest = world.admin().get(path, "Range", "bytes=10-");
        HttpAnswer middle = world.admin().get(path, "Range", "bytes=10-19");
        HttpAnswer tail = world.admin().get(path, "Range", "bytes=-5");
        HttpAnswer beyond = world.admin().get(path, "Range", "bytes=999999-");

        assertThat(whole.bytes()).isEqualTo(pack);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(pack, 10, pack.length));
        assertThat(middle.header("Content-Range")).isEqualTo("bytes 10-19/" + pack.length);
        assertThat(middle.bytes()).hasSize(10);
        assertThat(tail.bytes()).isEqualTo(Arrays.copyOfRange(pack, pack.length - 5, pack.length));
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(world.admin()
                        .get(path, "Range", "bytes=10-", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
    }
}
