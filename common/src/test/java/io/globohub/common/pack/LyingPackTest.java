package io.globohub.common.pack;

import static io.globohub.testkit.ZipForge.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globohub.common.disk.FileTrees;
import io.globohub.testkit.ZipForge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zips that lie about sizes, are cut or damaged, or mean different things to different readers. */
class LyingPackTest {
    @TempDir
    private Path directory;

    private Path written(byte[] zip) throws IOException {
        return Files.write(directory.resolve("pack.zip"), zip);
    }

    private PackArchive open(ZipForge forge) throws IOException, PackRejected {
        return PackArchive.open(written(forge.bytes()), PackLimits.DEFAULT);
    }

    private ThrowableAssertAlternative<PackRejected> refused(byte[] zip) {
        return assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> PackArchive.open(written(zip), PackLimits.DEFAULT));
    }

    private ThrowableAssertAlternative<PackRejected> refused(ZipForge.Entry... entries) {
        return refused(ZipForge.of(entries).bytes());
    }

    /** Refused when its contents are looked at: by {@code verify}, by {@code extract}, and nothing outside is touched. */
    private void refusedInside(ZipForge forge, String inMessage) throws Exception {
        PackArchive archive = open(forge);
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(archive::verify)
                .withMessageContaining(inMessage);
        Path target = Files.createDirectory(directory.resolve("target"));
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> archive.extract(target))
                .withMessageContaining(inMessage);
        assertThat(listed()).containsExactly("pack.zip", "target");
        FileTrees.delete(target);
    }

    private Stream<String> listed() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList().stream();
        }
    }

    // sizes

    @Test
    void aBombIsKnownByItsRatioBeforeAByteIsInflated() {
        refused(file("app.py", "x"), file("bomb", new byte[8 << 20]).deflated()).withMessageContaining("zip bomb");
    }

    @Test
    void aBombIsKnownByItsTotal() throws Exception {
        PackLimits limits = new PackLimits(1 << 20, 1_000, 10, 200);
        Path zip = written(
                ZipForge.of(file("a", new byte[600]), file("b", new byte[600])).bytes());
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> PackArchive.open(zip, limits))
                .withMessageContaining("more than 1000 bytes");
    }

    @Test
    void aBombThatHidesItsSizeStopsWhereItSaidItWouldEnd() throws Exception {
        refusedInside(
                ZipForge.of(file("app.py", new byte[100_000]).deflated().announcing(1_000)),
                "inflates to more than it announces");
    }

    @Test
    void aFileThatIsShorterThanAnnouncedIsRefused() throws Exception {
        refusedInside(
                ZipForge.of(file("app.py", "short").deflated().announcing(1_000)),
                "inflates to less than it announces");
    }

    @Test
    void tooManyEntriesOrTooLargeAZipIsRefused() throws Exception {
        Path zip = written(
                ZipForge.of(file("a", "x"), file("b", "x"), file("c", "x")).bytes());
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> PackArchive.open(zip, new PackLimits(1 << 20, 1_000, 2, 200)))
                .withMessageContaining("at most 2");
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> PackArchive.open(zip, new PackLimits(10, 1_000, 10, 200)))
                .withMessageContaining("at most 10");
    }

    @Test
    void sizesThatOverflowAnIntAreCountedRightly() {
        refused(
                        file("a", "x").announcing(0xf0000000L).announcingCompressed(0xf0000000L),
                        file("b", "x").announcing(0xf0000000L).announcingCompressed(0xf0000000L))
                .withMessageContaining("unpacks to more than");
    }

    // damage

    @Test
    void damagedContentIsNoticedByItsChecksum() throws Exception {
        refusedInside(ZipForge.of(file("app.py", "content").wrongChecksum()), "checksum");
        refusedInside(ZipForge.of(file("app.py", "content").deflated().wrongChecksum()), "checksum");
    }

    @Test
    void aDeflateStreamThatEndsTooEarlyIsRefused() throws Exception {
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        ZipForge forge = ZipForge.of(file("app.py", random).deflated().cutTo(5_000));
        refusedInside(forge, "damaged");
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> open(forge).text("app.py", 100_000))
                .withMessageContaining("damaged");
    }

    @Test
    void garbageInsteadOfADeflateStreamIsRefused() throws Exception {
        refusedInside(ZipForge.of(file("app.py", "this is not deflated").method(8)), "damaged");
    }

    @Test
    void aZipCutAnywhereIsRefused() throws Exception {
        byte[] whole = ZipForge.of(
                        file("app.py", "content"), file("b", "content").deflated())
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
        PackArchive.open(written(whole), PackLimits.DEFAULT).verify();
    }

    @Test
    void aZipWithOneByteChangedAnywhereIsRefusedOrUnpackedButNeverAFault() throws Exception {
        byte[] whole = ZipForge.of(
                        file("app.py", "content"),
                        file("lib/b", "content".repeat(50)).deflated())
                .bytes();
        for (int at = 0; at < whole.length; at++) {
            for (int bit : new int[] {0x01, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) bit;
                try {
                    PackArchive.open(written(changed), PackLimits.DEFAULT).verify();
                } catch (PackRejected expected) {
                    assertThat(expected.getMessage()).isNotBlank();
                }
            }
        }
    }

    @Test
    void whatIsNoZipIsRefused() {
        refused("#!/bin/sh\necho I am a script\n".repeat(100).getBytes(StandardCharsets.UTF_8))
                .withMessageContaining("not a zip");
        refused(new byte[100_000]).withMessageContaining("not a zip");
        refused(ZipForge.of().bytes()).withMessageContaining("no file");
    }

    @Test
    void zip64AndSplitArchivesAreRefused() {
        refused(ZipForge.of(file("a", "x")).announcingEntries(0xffff).bytes()).withMessageContaining("zip64");
        refused(ZipForge.of(file("a", "x")).directoryAt(0xffffffffL).bytes()).withMessageContaining("zip64");
        refused(ZipForge.of(file("a", "x")).onDisk(1).bytes()).withMessageContaining("split");
    }

    @Test
    void aZip64LocatorBehindAnOrdinaryDirectoryIsRefused() {
        byte[] locator = new byte[20];
        System.arraycopy(new byte[] {'P', 'K', 6, 7}, 0, locator, 0, 4);
        refused(ZipForge.of(file("a", "x")).beforeEnd(locator).bytes());
    }

    @Test
    void aDirectoryThatLiesAboutItselfIsRefused() {
        refused(ZipForge.of(file("a", "x"), file("b", "x")).announcingEntries(1).bytes());
        refused(ZipForge.of(file("a", "x")).announcingEntries(2).bytes());
        refused(ZipForge.of(file("a", "x")).directoryAt(0x7fffffff).bytes()).withMessageContaining("outside the file");
    }

    @Test
    void twoDirectoriesThatTwoReadersWouldReadDifferentlyAreRefused() {
        // the end record points at a harmless directory, while a reader that looks right before the end finds another
        ZipForge hidden = ZipForge.of(file("../evil", "x"));
        byte[] harmless = ZipForge.of(file("a", "x")).bytes();
        refused(hidden.prefix(harmless).directoryAt(harmless.length - 22L - 47).bytes());
    }

    @Test
    void bytesInFrontOfTheZipAreRefused() {
        refused(ZipForge.of(file("a", "x"))
                .prefix(new byte[] {1, 2, 3})
                .directoryAt(32)
                .bytes());
    }

    @Test
    void aCommentIsHarmlessEvenWhenItLooksLikeAnEnd() throws Exception {
        PackArchive archive =
                open(ZipForge.of(file("a", "x")).comment("built by ana".getBytes(StandardCharsets.UTF_8)));
        archive.verify();
        byte[] fakeEnd = new byte[22];
        System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, fakeEnd, 0, 4);
        refused(ZipForge.of(file("a", "x")).comment(fakeEnd).bytes());
    }
}
