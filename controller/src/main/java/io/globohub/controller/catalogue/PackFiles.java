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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pack files in a directory, each named by its digest. A file appears under its name only when it is complete and on
 * disk. Before one is given out it is held against its name; for a file that has not been touched since, that holds for
 * a minute, since thousands of agents may ask at once. Thread-safe.
 */
public final class PackFiles implements PackStore {
    private static final int BUFFER = 64 * 1024;
    private static final Duration HOLDS = Duration.ofMinutes(1);

    private final Path directory;
    private final Path incoming;
    private final Clock clock;
    private final DurableFiles durable = new DurableFiles(CrashPoint.NONE);
    private final Map<Digest, Verified> verified = new ConcurrentHashMap<>();

    /** Where bytes come from; it writes them all before it returns. */
    interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    private record Verified(Object changed, Object key, long size, Instant at) {}

    /** Uses {@code directory}; what an earlier run left half-received is removed. */
    public PackFiles(Path directory, Clock clock) throws IOException {
        this.directory = directory;
        this.incoming = directory.resolve(".incoming");
        this.clock = clock;
        FileTrees.delete(incoming);
        Files.createDirectories(incoming);
    }

    @Override
    public Received receive(InputStream in, long limit) throws IOException {
        return receive(out -> {
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
        });
    }

    Received receive(Source source) throws IOException {
        Path file = Files.createTempFile(incoming, "pack", ".zip");
        MessageDigest running = Digest.sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), running)) {
            source.writeTo(out);
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Received(file, Digest.finish(running));
    }

    /** Gives a received file its name; one that lies there already is replaced if it is damaged. */
    @Override
    public void keep(Received received) throws IOException {
        Path target = file(received.sha256());
        if (!Files.isRegularFile(target) || !sha256(target).equals(received.sha256())) {
            durable.rename(received.file(), target);
        }
    }

    @Override
    public Optional<Path> find(Digest sha256) throws IOException {
        Path file = file(sha256);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Verified as = state(file, now);
        Verified before = verified.get(sha256);
        boolean holds = before != null
                && before.equals(state(file, before.at()))
                && Duration.between(before.at(), now).compareTo(HOLDS) < 0;
        if (!holds) {
            if (!sha256(file).equals(sha256)) {
                verified.remove(sha256);
                throw new Refused(
                        Reason.DIGEST_MISMATCH,
                        "the stored pack " + sha256 + " was damaged on the controller's disk: push it again");
            }
            verified.put(sha256, as);
        }
        return Optional.of(file);
    }

    /** Ctime and inode tell of every write and every replacement. */
    private static Verified state(Path file, Instant at) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:ctime,ino,size");
        return new Verified(attributes.get("ctime"), attributes.get("ino"), (Long) attributes.get("size"), at);
    }

    private Path file(Digest sha256) {
        // 64 hexadecimal digits: no name of another directory
        return directory.resolve(sha256.hex());
    }

    private static Digest sha256(Path file) throws IOException {
        MessageDigest running = Digest.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                running.update(buffer, 0, read);
            }
        }
        return Digest.finish(running);
    }
}
