package io.globohub.controller.catalogue;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The pack files, each named by its digest. A file appears under its name only when it is complete and on disk.
 * Thread-safe.
 */
public final class PackFiles {
    private static final int BUFFER = 64 * 1024;

    private final Path directory;
    private final Path incoming;
    private final DurableFiles durable = new DurableFiles(CrashPoint.NONE);

    /** A file that was received and is not yet kept. */
    public record Received(Path file, Digest sha256) implements AutoCloseable {
        /** Removes the file if nobody kept it. */
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Uses {@code directory}; what an earlier run left half-received is removed. */
    public PackFiles(Path directory) throws IOException {
        this.directory = directory;
        this.incoming = directory.resolve(".incoming");
        FileTrees.delete(incoming);
        Files.createDirectories(incoming);
    }

    /** Streams {@code in} to disk; refuses more than {@code limit} bytes. */
    public Received receive(InputStream in, long limit) throws IOException {
        Path file = Files.createTempFile(incoming, "pack", ".zip");
        MessageDigest running = Digest.sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), running)) {
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (total > limit) {
                    throw new Refused(
                            Reason.PAYLOAD_TOO_LARGE, "the pack has more than the " + limit + " bytes allowed");
                }
                out.write(buffer, 0, read);
            }
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Received(file, Digest.finish(running));
    }

    /** Gives a received file its name. */
    public void keep(Received received) throws IOException {
        Path target = directory.resolve(received.sha256().hex());
        if (Files.exists(target)) {
            return;
        }
        durable.rename(received.file(), target);
    }

    public Optional<Path> find(Digest sha256) {
        return Optional.of(directory.resolve(sha256.hex())).filter(Files::isRegularFile);
    }
}
