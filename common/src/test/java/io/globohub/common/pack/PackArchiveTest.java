package io.globohub.common.pack;

import static io.globohub.testkit.ZipForge.file;
import static io.globohub.testkit.ZipForge.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globohub.common.manifest.Digest;
import io.globohub.testkit.ZipForge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackArchiveTest {
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

    // what is fine

    @Test
    void anHonestZipIsUnpackedWithTheDigestOfEachFile() throws Exception {
        PackArchive archive = open(ZipForge.of(
                file("app.py", "print()"),
                file("static/", "").mode(ZipForge.DIRECTORY),
                file("static/a.css", "a{}").deflated(),
                file("lib/deep/é.py", "x")));
        archive.verify();
        Path target = Files.createDirectories(directory.resolve("target"));

        assertThat(archive.extract(target))
                .containsEntry("app.py", Digest.of("print()".getBytes(StandardCharsets.UTF_8)))
                .containsOnlyKeys("app.py", "static/a.css", "lib/deep/é.py");
        assertThat(target.resolve("static/a.css")).hasContent("a{}");
        assertThat(target.resolve("lib/deep/é.py")).hasContent("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("app.py"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void sizesAreCountedWithTheDirectoriesThatAPathImplies() throws Exception {
        PackArchive archive = open(ZipForge.of(file("app.py", "12345"), file("lib/deep/x.py", "123")));
        assertThat(archive.unpackedBytes()).isEqualTo(8);
        assertThat(archive.entryCount()).isEqualTo(4);
        assertThat(archive.describe(Digest.of(new byte[0])).entries()).isEqualTo(4);
    }

    @Test
    void aSmallTextIsReadWithoutUnpacking() throws Exception {
        PackArchive archive = open(ZipForge.of(file("pack.yaml", "app: é"), file("lib/x", "y")));
        assertThat(archive.text("pack.yaml", 100)).contains("app: é");
        assertThat(archive.text("other.yaml", 100)).isEmpty();
        assertThat(archive.text("lib", 100)).isEmpty();
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> archive.text("pack.yaml", 3))
                .withMessageContaining("larger than 3 bytes");
    }

    @Test
    void executableBitsAndOwnersOfAZipMeanNothing() throws Exception {
        PackArchive archive = open(ZipForge.of(file("run.sh", "x").mode(0104755)));
        Path target = Files.createDirectories(directory.resolve("target"));
        archive.extract(target);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("run.sh"))))
                .isEqualTo("rw-r--r--");
    }

    // names

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "a/..",
                "..",
                ".",
                "./app.py",
                "a/./b",
                "a//b",
                "/etc/passwd",
                "//host/share",
                "..\\evil",
                "a\\b",
                "C:evil",
                "c:/evil",
                "a/",
                "a\nb",
                "a\u007fb",
                "../"
            })
    void aNameThatIsNoPlainRelativePathIsRefused(String name) {
        // "a/" alone is a directory: a pack without a file
        refused(file(name, "x".repeat(name.equals("a/") ? 0 : 1)));
    }

    @Test
    void aNulInANameIsRefused() {
        refused(file("app.py\u0000.txt", "x")).withMessageContaining("app.py?.txt");
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() {
        refused(named(new byte[] {'a', (byte) 0xff, 'b'})).withMessageContaining("UTF-8");
        refused(named(new byte[] {(byte) 0xc0, (byte) 0xae, (byte) 0xc0, (byte) 0xae, '/'}))
                .withMessageContaining("UTF-8");
    }

    @Test
    void anEmptyOrEndlessNameIsRefused() {
        refused(named(new byte[0]));
        refused(file("a/".repeat(600) + "x", "x"));
        refused(file("a".repeat(256), "x"));
        // 200 characters, but 400 bytes: no file system of ours takes it
        refused(file("é".repeat(200), "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".pack", ".pack/marker.json", ".pack/venv/bin/python", ".pack/"})
    void theAgentsOwnDirectoryCannotBeBrought(String name) {
        refused(file("app.py", "x"), file(name, "")).withMessageContaining("belongs to the agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.py", "APP.py", "App.PY", "app.py/"})
    void theSameNameTwiceIsRefusedAlsoWhenOnlyItsCaseDiffers(String other) {
        refused(file("app.py", "first"), file(other, "")).withMessageContaining("twice");
    }

    @Test
    void aPathThatIsAFileAndADirectoryIsRefused() {
        refused(file("lib", "x"), file("lib/a.py", "x")).withMessageContaining("a file and a directory at once");
        refused(file("lib/a/b.py", "x"), file("lib", "x")).withMessageContaining("a file and a directory at once");
    }

    // kinds

    @ParameterizedTest
    @ValueSource(
            ints = {
                ZipForge.SYMLINK,
                ZipForge.BLOCK_DEVICE,
                ZipForge.CHARACTER_DEVICE,
                ZipForge.FIFO,
                ZipForge.SOCKET,
                ZipForge.DIRECTORY
            })
    void onlyPlainFilesAreTaken(int mode) {
        refused(file("app.py", "x"), file("odd", "/etc/passwd").mode(mode)).withMessageContaining("'odd'");
    }

    @Test
    void aFileInTheGuiseOfADirectoryIsRefused() {
        refused(file("app.py", "x"), file("lib/", "").mode(ZipForge.REGULAR));
        refused(file("app.py", "x"), file("lib/", "/etc").mode(ZipForge.SYMLINK));
    }

    @Test
    void anEncryptedEntryIsRefused() {
        refused(file("app.py", "x").encrypted()).withMessageContaining("encrypted");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 12, 14, 93, 99})
    void aCompressionThatIsNotDeflateIsRefused(int method) {
        refused(file("app.py", "x").method(method)).withMessageContaining("unknown way");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        PackArchive archive = open(ZipForge.of(file("app.py", "new")));
        Path target = Files.createDirectories(directory.resolve("target"));
        Files.writeString(target.resolve("app.py"), "old");
        assertThatExceptionOfType(java.nio.file.FileAlreadyExistsException.class)
                .isThrownBy(() -> archive.extract(target));
        assertThat(target.resolve("app.py")).hasContent("old");
    }
}
