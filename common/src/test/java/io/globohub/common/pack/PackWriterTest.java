package io.globohub.common.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globohub.common.manifest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackWriterTest {
    @TempDir
    private Path directory;

    private Path app;

    @BeforeEach
    void anApp() throws IOException {
        app = tree("app");
    }

    private Path tree(String name) throws IOException {
        Path root = Files.createDirectories(directory.resolve(name));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("lib/z.py"), "z");
        Files.writeString(root.resolve("app.py"), "app");
        Files.writeString(root.resolve("lib/a.py"), "a".repeat(100_000));
        return root;
    }

    private Digest write(Path root, String zip) throws IOException, PackRejected {
        return PackWriter.write(root, Map.of(), directory.resolve(zip));
    }

    private Map<String, Digest> unpacked(String zip) throws IOException, PackRejected {
        Path target = Files.createDirectories(directory.resolve("unpacked-" + zip));
        return PackArchive.open(directory.resolve(zip), PackLimits.DEFAULT).extract(target);
    }

    @Test
    void theSameTreeGivesTheSameBytesWhateverItsTimesModesAndPlace() throws Exception {
        Path copy = tree("elsewhere");
        Files.setLastModifiedTime(copy.resolve("app.py"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        Files.setPosixFilePermissions(copy.resolve("app.py"), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(copy.resolve("empty"));
        TimeZone before = TimeZone.getDefault();
        Digest first = write(app, "first.zip");
        Digest second;
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/Sao_Paulo"));
            second = write(copy, "second.zip");
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(second).isEqualTo(first);
        assertThat(directory.resolve("second.zip")).hasSameBinaryContentAs(directory.resolve("first.zip"));
    }

    @Test
    void theDigestIsThatOfTheFileWritten() throws Exception {
        assertThat(write(app, "a.zip")).isEqualTo(Digest.of(Files.readAllBytes(directory.resolve("a.zip"))));
    }

    @Test
    void anotherByteIsAnotherDigest() throws Exception {
        Digest before = write(app, "a.zip");
        Files.writeString(app.resolve("lib/z.py"), "Z");
        assertThat(write(app, "b.zip")).isNotEqualTo(before);
    }

    @Test
    void whatIsWrittenPassesTheGuardsAndComesOutAsItWentIn() throws Exception {
        write(app, "a.zip");
        PackArchive.open(directory.resolve("a.zip"), PackLimits.DEFAULT).verify();
        assertThat(unpacked("a.zip")).containsOnlyKeys("app.py", "lib/a.py", "lib/z.py");
        assertThat(directory.resolve("unpacked-a.zip/lib/a.py")).hasSameBinaryContentAs(app.resolve("lib/a.py"));
    }

    @Test
    void addedFilesStandBesideTheTreesOwnAndReplaceThem() throws Exception {
        byte[] yaml = "app: x".getBytes(StandardCharsets.UTF_8);
        PackWriter.write(app, Map.of("pack.yaml", yaml, "app.py", yaml), directory.resolve("a.zip"));
        assertThat(unpacked("a.zip"))
                .containsEntry("pack.yaml", Digest.of(yaml))
                .containsEntry("app.py", Digest.of(yaml));
    }

    @Test
    void versionControlCachesAndEnvironmentsAreLeftOut() throws Exception {
        for (String clutter :
                new String[] {".git/config", "lib/__pycache__/z.cpython-311.pyc", "venv/bin/python", ".pack/marker.json"
                }) {
            Files.createDirectories(app.resolve(clutter).getParent());
            Files.writeString(app.resolve(clutter), "x");
        }
        Files.writeString(app.resolve("old.pyc"), "x");
        write(app, "a.zip");
        assertThat(unpacked("a.zip")).containsOnlyKeys("app.py", "lib/a.py", "lib/z.py");
    }

    @Test
    void aLinkIsRefusedByName() throws Exception {
        Files.createSymbolicLink(app.resolve("secrets"), Path.of("/etc/passwd"));
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> write(app, "a.zip"))
                .withMessageContaining("secrets");
        assertThat(directory.resolve("a.zip")).doesNotExist();
    }

    @Test
    void aPipeIsRefusedInsteadOfWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", app.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> write(app, "a.zip"))
                .withMessageContaining("pipe");
    }

    @Test
    void anEmptyOrMissingDirectoryIsRefused() throws Exception {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThatExceptionOfType(PackRejected.class).isThrownBy(() -> write(empty, "a.zip"));
        assertThatExceptionOfType(PackRejected.class)
                .isThrownBy(() -> write(directory.resolve("none"), "a.zip"))
                .withMessageContaining("is not a directory");
    }
}
