package io.globohub.agent.python;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Number and size of the files of an environment. Byte code is not counted: Python adds it as it runs.
 *
 * @param files regular files
 * @param bytes sum of their sizes
 */
public record TreeSize(long files, long bytes) {
    /** Counts what is below {@code root}, our own marker excepted. */
    static TreeSize of(Path root) throws IOException {
        long[] sum = new long[2];
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.getFileName().toString().equals("__pycache__")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean counted = attributes.isRegularFile()
                        && !file.getFileName().toString().endsWith(".pyc")
                        && !file.equals(root.resolve(Venvs.MARKER))
                        && !file.equals(root.resolve("." + Venvs.MARKER + ".new"));
                if (counted) {
                    sum[0]++;
                    sum[1] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new TreeSize(sum[0], sum[1]);
    }
}
