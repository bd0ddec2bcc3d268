package io.globohub.common.pack;

import io.globohub.common.manifest.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Zips a directory so that the same tree always gives the same bytes: names sorted, one fixed time, no owner, no mode,
 * one compression level. Version control and caches are left out; a symbolic link is refused.
 */
public final class PackWriter {
    // not the first moment of 1980: for that one java.util.zip adds a time stamp that depends on the time zone
    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final Set<String> LEFT_OUT_DIRECTORIES = Set.of(
            ".git", ".hg", ".svn", "__pycache__", ".venv", "venv", ".tox", ".mypy_cache", ".pytest_cache", ".idea");

    private PackWriter() {}

    /** Zips {@code directory} into {@code zip}, with {@code added} (path to bytes) beside its files. */
    public static Digest write(Path directory, Map<String, byte[]> added, Path zip) throws IOException, PackRejected {
        return write(directory, added, Map.of(), zip);
    }

    /** The same with more files, from elsewhere: their path in the pack to where they lie. */
    public static Digest write(Path directory, Map<String, byte[]> added, Map<String, Path> files, Path zip)
            throws IOException, PackRejected {
        TreeMap<String, Content> contents = new TreeMap<>(filesOf(directory));
        files.forEach((name, file) -> contents.put(name, out -> Files.copy(file, out)));
        added.forEach((name, bytes) -> contents.put(name, out -> out.write(bytes)));
        if (contents.isEmpty()) {
            throw new PackRejected(directory + " holds no file");
        }
        MessageDigest running = Digest.sha256();
        try (OutputStream file = Files.newOutputStream(zip);
                DigestOutputStream digesting = new DigestOutputStream(new BufferedOutputStream(file), running);
                ZipOutputStream out = new ZipOutputStream(digesting)) {
            out.setLevel(Deflater.DEFAULT_COMPRESSION);
            for (Map.Entry<String, Content> content : contents.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setTimeLocal(FIXED_TIME);
                out.putNextEntry(entry);
                content.getValue().writeTo(out);
                out.closeEntry();
            }
        }
        return Digest.finish(running);
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static Map<String, Content> filesOf(Path directory) throws IOException, PackRejected {
        if (!Files.isDirectory(directory)) {
            throw new PackRejected(directory + " is not a directory");
        }
        Map<String, Content> files = new TreeMap<>();
        Path[] link = new Path[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path sub, BasicFileAttributes attributes) {
                boolean leftOut = !sub.equals(directory)
                        && (LEFT_OUT_DIRECTORIES.contains(sub.getFileName().toString())
                                || sub.equals(directory.resolve(PackArchive.RESERVED)));
                return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    link[0] = file;
                    return FileVisitResult.TERMINATE;
                }
                if (!file.getFileName().toString().endsWith(".pyc")) {
                    files.put(directory.relativize(file).toString(), out -> Files.copy(file, out));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        if (link[0] != null) {
            throw new PackRejected(link[0] + " is not a plain file; a pack holds plain files only");
        }
        return files;
    }
}
