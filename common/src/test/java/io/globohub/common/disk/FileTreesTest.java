package io.globohub.common.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {
    @TempDir
    private Path directory;

    private Path outside;
    private Path tree;

    @BeforeEach
    void aTreeAndSomethingPreciousOutsideOfIt() throws IOException {
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "keep me");
        tree = Files.createDirectories(directory.resolve("tree/a/b"))
                .getParent()
                .getParent();
        Files.writeString(tree.resolve("a/b/file"), "x");
    }

    @Test
    void aTreeIsDeletedWhole() throws IOException {
        FileTrees.delete(tree);
        assertThat(tree).doesNotExist();
    }

    @Test
    void linksAreDeletedAndNeverFollowed() throws IOException {
        Files.createSymbolicLink(tree.resolve("to-directory"), outside);
        Files.createSymbolicLink(tree.resolve("a/to-file"), outside.resolve("precious"));
        Files.createSymbolicLink(tree.resolve("a/dangling"), Path.of("nowhere"));
        FileTrees.delete(tree);
        assertThat(tree).doesNotExist();
        assertThat(outside.resolve("precious")).hasContent("keep me");
    }

    @Test
    void aTreeThatIsItselfALinkLosesOnlyTheLink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), outside);
        FileTrees.delete(link);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(outside.resolve("precious")).hasContent("keep me");
    }

    @Test
    void readOnlyDirectoriesAreDeletedToo() throws IOException {
        for (Path sealed : new Path[] {tree.resolve("a/b"), tree.resolve("a"), tree}) {
            Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        FileTrees.delete(tree);
        assertThat(tree).doesNotExist();
    }

    @Test
    void aSingleFileAndNothingAtAllAreTreesToo() throws IOException {
        FileTrees.delete(outside.resolve("precious"));
        assertThat(outside.resolve("precious")).doesNotExist();
        assertThatCode(() -> FileTrees.delete(directory.resolve("never-was"))).doesNotThrowAnyException();
    }

    @Test
    void aTreeWithLinksAndSpecialFilesCanBeMadeDurable() throws Exception {
        Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", tree.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatCode(() -> FileTrees.sync(tree)).doesNotThrowAnyException();
    }
}
