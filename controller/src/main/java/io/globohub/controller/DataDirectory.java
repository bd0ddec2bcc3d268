package io.globohub.controller;

import io.globohub.controller.backup.Restore;
import io.globohub.controller.backup.SqliteBackup;
import io.globohub.controller.records.BackupSource;
import io.globohub.controller.records.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;

/** What can be done to a controller's data directory without a running controller. */
public final class DataDirectory {
    private final ControllerConfig config;
    private final Clock clock;

    public DataDirectory(Path directory, Clock clock) {
        this.config = ControllerConfig.in(directory);
        this.clock = clock;
    }

    /**
     * What became of a restore.
     *
     * @param lastSeq the ledger ended here when the backup was made
     * @param packs how many packs came with it
     * @param packsElsewhere how many packs it knows that are kept elsewhere
     * @param aside where the database that was there before is now, or null
     */
    public record Outcome(String createdAt, long lastSeq, int packs, int packsElsewhere, Path aside) {}

    /** Writes a backup to {@code out}; a controller may run on the directory. */
    public void backup(OutputStream out) throws IOException {
        try (BackupSource.Prepared backup = new SqliteBackup(config.dataDir(), config.packDir(), clock).prepare()) {
            backup.writeTo(out);
        } catch (Refused e) {
            throw new CannotStart(e);
        }
    }

    /** Restores a backup; nothing is changed unless all of it is sound. */
    public Outcome restore(Path backup, boolean force) throws IOException {
        try {
            Restore.Restored restored = new Restore(config.dataDir(), config.packDir(), clock).from(backup, force);
            return new Outcome(
                    restored.list().createdAt().toString(),
                    restored.list().lastSeq(),
                    restored.list().packs().size(),
                    restored.list().packsElsewhere().size(),
                    restored.aside());
        } catch (Refused e) {
            throw new CannotStart(e);
        }
    }
}
