package io.globohub.common.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Writes state so that it survives a crash: temporary file, fsync, rename, fsync of the directory (the order that
 * POSIX rename(2) and fsync(2) need). Thread-safe for different files; one file has one writer.
 */
public final class DurableFiles {
    private final CrashPoint crashPoint;

    public DurableFiles(CrashPoint crashPoint) {
        this.crashPoint = crashPoint;
    }

    /** Replaces {@code file} by {@code bytes}, readable by its owner alone. */
    public void write(Path file, byte[] bytes) throws IOException {
        write(file, bytes, "rw-------");
    }

    /** Replaces {@code file} by {@code bytes} with the given POSIX permissions. */
    public void write(Path file, byte[] bytes, String permissions) throws IOException {
        createDirectory(file.toAbsolutePath().getParent());
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        crashPoint.reached("write:" + file.getFileName());
        try (FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            writeFully(channel, bytes);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
            crashPoint.reached("fsync:" + file.getFileName());
            channel.force(true);
        }
        rename(temporary, file);
    }

    /**
     * Adds {@code bytes} to the end of {@code file}, made for its owner alone when there is none; on disk when this
     * returns. On failure the file is cut back, so that a half-written end is not built upon; a crash may leave one.
     */
    public void append(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        boolean made = !Files.exists(file);
        crashPoint.reached("append:" + file.getFileName());
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long before = channel.size();
            channel.position(before);
            try {
                writeFully(channel, bytes);
                crashPoint.reached("fsync:" + file.getFileName());
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        }
        if (made) {
            crashPoint.reached("fsync-dir:" + file.getFileName());
            syncDirectory(file.toAbsolutePath().getParent());
        }
    }

    /** Renames within one filesystem, replacing {@code target}, and makes the rename durable. */
    public void rename(Path source, Path target) throws IOException {
        crashPoint.reached("rename:" + target.getFileName());
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(source + " and " + target + " must be on one filesystem", e);
        }
        crashPoint.reached("fsync-dir:" + target.getFileName());
        syncDirectory(target.toAbsolutePath().getParent());
    }

    /** Points the symbolic link {@code link} at {@code target} by one atomic rename. */
    public void relink(Path link, Path target) throws IOException {
        Path temporary = link.resolveSibling("." + link.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        crashPoint.reached("symlink:" + link.getFileName());
        Files.createSymbolicLink(temporary, target);
        rename(temporary, link);
    }

    /** Removes one file or link, durably; false when there was none. */
    public boolean delete(Path file) throws IOException {
        crashPoint.reached("delete:" + file.getFileName());
        boolean there = Files.deleteIfExists(file);
        if (there) {
            crashPoint.reached("fsync-dir:" + file.getFileName());
            syncDirectory(file.toAbsolutePath().getParent());
        }
        return there;
    }

    /** Deletes a whole directory that counts for nothing any more; after a crash part of it may be left. */
    public void deleteTree(Path root) throws IOException {
        crashPoint.reached("delete-tree:" + root.getFileName());
        FileTrees.delete(root);
    }

    /** Makes every file and directory under {@code root} durable. */
    public void syncTree(Path root) throws IOException {
        crashPoint.reached("fsync-tree:" + root.getFileName());
        FileTrees.sync(root);
    }

    /** Makes what was written to {@code channel}, open for {@code file}, durable. */
    public void sync(FileChannel channel, Path file) throws IOException {
        crashPoint.reached("fsync:" + file.getFileName());
        channel.force(true);
    }

    /** Makes everything in {@code directory} (entries, not contents) durable. */
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The file's bytes, or empty when there is none. */
    public Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Puts an unreadable state file aside as {@code name.corrupt-<time>}: nothing is ever deleted for being unreadable. */
    public Path quarantine(Path file, Clock clock) throws IOException {
        String name = file.getFileName() + ".corrupt-" + clock.millis();
        Path aside = file.resolveSibling(name);
        for (int n = 2; Files.exists(aside); n++) {
            aside = file.resolveSibling(name + "-" + n);
        }
        rename(file, aside);
        return aside;
    }

    /** A new directory is only there for good once its parent says so: its file would be lost with it. */
    private void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            createDirectory(directory.getParent());
            Files.createDirectories(directory);
            syncDirectory(directory.getParent());
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
