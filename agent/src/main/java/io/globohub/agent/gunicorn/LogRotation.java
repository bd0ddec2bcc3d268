package io.globohub.agent.gunicorn;

import io.globohub.agent.process.ProcessId;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.Signal;
import io.globohub.common.manifest.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Keeps the logs that gunicorn writes itself within their limits: renames what is too big, and tells the master (USR1)
 * to open new ones, which it passes on to its workers. Used only for a master that is up: one that is still booting
 * would die of the signal.
 */
public final class LogRotation {
    private static final long ROOM_FOR_LAST_WORDS = 1024 * 1024;

    private final Launcher launcher;
    private final ProcessTable table;
    private final LogLimits limits;

    public LogRotation(Launcher launcher, ProcessTable table, LogLimits limits) {
        this.launcher = launcher;
        this.table = table;
        this.limits = limits;
    }

    /** Sets aside what is too big; returns whether there was any, which {@link #reopen} has to follow. */
    public boolean rotate(AppName app) throws IOException {
        boolean rotated = false;
        for (Path log : logs(app)) {
            if (AppLog.position(log) > limits.maxBytes()) {
                setAside(log);
                rotated = true;
            }
        }
        return rotated;
    }

    /**
     * Makes the master open its logs anew, if that is safe: gunicorn would die if it could not write what it still has
     * to say into the old ones, as on a full disk. Returns whether it was told.
     */
    public boolean reopen(AppName app, ProcessId master) throws IOException {
        Path directory = Files.createDirectories(launcher.errorLog(app).getParent());
        for (Path log : logs(app)) {
            if (!Files.exists(log)) {
                Files.createFile(log);
            }
        }
        return Files.getFileStore(directory).getUsableSpace() >= ROOM_FOR_LAST_WORDS
                && table.signal(master, Signal.USR1);
    }

    private List<Path> logs(AppName app) {
        return List.of(launcher.errorLog(app), launcher.accessLog(app));
    }

    /** The new file is made here: gunicorn would die if it could not make it itself, as on a full disk. */
    private void setAside(Path log) throws IOException {
        NumberedFiles.setAside(log, limits.keep());
        try {
            Files.createFile(log);
        } catch (IOException full) {
            Files.move(NumberedFiles.numbered(log, 1), log, StandardCopyOption.REPLACE_EXISTING);
            throw full;
        }
    }
}
