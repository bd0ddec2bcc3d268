package io.globohub.agent.step;

import io.globohub.common.disk.DurableFiles;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Pack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** The growing file of a pack, digested as it grows. One writer at a time. */
final class PartialPack extends OutputStream {
    private final FileChannel channel;
    private final MessageDigest running;
    private final Pack pack;
    private final Consumer<String> progress;
    private long size;
    private int tenthsTold;

    private PartialPack(FileChannel channel, MessageDigest running, Pack pack, Consumer<String> progress, long size) {
        this.channel = channel;
        this.running = running;
        this.pack = pack;
        this.progress = progress;
        this.size = size;
    }

    /** Opens {@code file} to go on after what it holds; a file longer than the pack is begun anew. */
    static PartialPack continued(Path file, Pack pack, Consumer<String> progress) throws IOException {
        if (Files.exists(file) && Files.size(file) > pack.sizeBytes()) {
            Files.delete(file);
        }
        MessageDigest running = Digest.sha256();
        long size = 0;
        if (Files.exists(file)) {
            byte[] buffer = new byte[64 * 1024];
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    running.update(buffer, 0, read);
                    size += read;
                }
            }
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new PartialPack(channel, running, pack, progress, size);
    }

    long size() {
        return size;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        running.update(bytes, offset, length);
        size += length;
        int tenths = (int) (size * 10 / Math.max(1, pack.sizeBytes()));
        if (tenths > tenthsTold) {
            tenthsTold = tenths;
            progress.accept(size + " of " + pack.sizeBytes() + " bytes fetched");
        }
    }

    void force(DurableFiles files, Path file) throws IOException {
        files.sync(channel, file);
    }

    /** Whether every byte is here and all of them are right; nothing can be written after that. */
    boolean isThePack() {
        return size == pack.sizeBytes() && Digest.finish(running).equals(pack.sha256());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
