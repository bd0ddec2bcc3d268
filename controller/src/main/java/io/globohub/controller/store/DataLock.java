package io.globohub.controller.store;

import io.globohub.common.state.Reason;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says that a data directory is in use: two controllers on one SQLite file would not hear of each other's changes, and a
 * restore would pull it from under a running one. The kernel frees it when the process ends, however it ends.
 */
public final class DataLock implements AutoCloseable {
    private static final String NAME = "globohub.lock";

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the directory; refuses with {@code conflict} when somebody has it. */
    public static DataLock take(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataLock(channel);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // the same answer as for another process
        }
        channel.close();
        throw new Refused(Reason.CONFLICT, "a controller runs on " + directory + " already: stop it first");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
