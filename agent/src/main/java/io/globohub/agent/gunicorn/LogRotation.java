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
    private final Launcher launcher;
    private final ProcessTable table;
    private final LogLimits limits;

    public LogRotation(Launcher launcher, ProcessTable table, LogLimits limits) {
        this.launcher = launcher;
        this.table = table;
        this.limits = limits;
    }

    /** Rotates what is too big; returns how many logs that were. */
    public int rotate(AppName app, ProcessId master) throws IOException {
        int rotated = 0;
        for (Path log : List.of(launcher.errorLog(app), launcher.accessLog(app))) {
            if (AppLog.position(log) > limits.maxBytes()) {
                setAside(log);
                rotated++;
            }
        }
        if (rotated > 0) {
            reopen(app, master);
        }
        return rotated;
    }

    /** Makes the master open its logs anew, as after a rotation that was cut off between rename and signal. */
    public void reopen(AppName app, ProcessId master) throws IOException {
        Files.createDirectories(launcher.errorLog(app).getParent());
        for (Path log : List.of(launcher.errorLog(app), launcher.accessLog(app))) {
            if (!Files.exists(log)) {
                Files.createFile(log);
            }
        }
        table.signal(master, Signal.USR1);
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
