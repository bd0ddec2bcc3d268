package io.globohub.controller.backup;

import io.globohub.common.disk.CrashPoint;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.event.EventKind;
import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.common.manifest.Digest;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.store.DataLock;
import io.globohub.controller.store.SqlRecords;
import io.globohub.controller.store.SqliteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Brings a backup into a data directory. Everything is unpacked beside the database and looked through before anything
 * that is there is touched; what was there is kept aside. Not for two threads at once; the directory's lock sees to two
 * processes.
 */
public final class Restore {
    /** The database refuses to start while this is there: a restore that was interrupted has to be run again. */
    private static final String STAGING = ".restoring";

    private static final int LIST_BYTES = 16 << 20;

    private final Path dataDir;
    private final Path packDir;
    private final Clock clock;
    private final DurableFiles durable = new DurableFiles(CrashPoint.NONE);

    public Restore(Path dataDir, Path packDir, Clock clock) {
        this.dataDir = dataDir;
        this.packDir = packDir;
        this.clock = clock;
    }

    /** @param aside where the database that was there before is kept, or null when there was none */
    public record Restored(BackupList list, Path aside) {}

    /**
     * Restores {@code backup}.
     *
     * @param force although there is a database already; it is moved aside
     */
    public Restored from(Path backup, boolean force) throws IOException {
        DataLock lock = DataLock.take(dataDir);
        try {
            return locked(backup, force);
        } catch (ZipException | NoSuchFileException e) {
            throw new Refused(Reason.BAD_REQUEST, backup + " is no backup: " + e.getMessage());
        } finally {
            lock.close();
        }
    }

    private Restored locked(Path backup, boolean force) throws IOException {
        Path database = dataDir.resolve(SqliteFile.NAME);
        if (Files.exists(database) && !force) {
            throw new Refused(
                    Reason.CONFLICT,
                    dataDir + " holds a database already: it would be moved aside with --force, nothing was changed");
        }
        Path staging = dataDir.resolve(STAGING);
        FileTrees.delete(staging);
        BackupList list;
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            list = list(zip);
            unpack(zip, list, staging);
        } catch (IOException | RuntimeException e) {
            FileTrees.delete(staging);
            throw e;
        }
        Path aside = putInPlace(list, staging, database);
        FileTrees.delete(staging);
        durable.syncDirectory(dataDir);
        return new Restored(list, aside);
    }

    private static BackupList list(ZipFile zip) throws IOException {
        try (InputStream in = entry(zip, BackupList.NAME)) {
            BackupList list = Json.readTolerant(
                    new String(in.readNBytes(LIST_BYTES), java.nio.charset.StandardCharsets.UTF_8), BackupList.class);
            if (list.format() != BackupList.FORMAT || list.database() == null) {
                throw new Refused(
                        Reason.BAD_REQUEST,
                        "this backup has format " + list.format() + ", known is " + BackupList.FORMAT);
            }
            return list;
        } catch (MalformedJson e) {
            throw new Refused(Reason.BAD_REQUEST, "the list of the backup cannot be read: " + e.getMessage());
        }
    }

    private void unpack(ZipFile zip, BackupList list, Path staging) throws IOException {
        Files.createDirectories(staging.resolve(BackupList.PACKS));
        Path copy = staging.resolve(BackupList.DATABASE);
        unpack(zip, BackupList.DATABASE, list.database(), copy);
        SqliteFile.Contents contents = SqliteFile.read(copy);
        if (contents.lastSeq() != list.lastSeq() || !contents.lastHash().equals(list.lastHash())) {
            throw damaged("its ledger does not end as its list says");
        }
        for (Digest pack : list.packs()) {
            unpack(zip, BackupList.PACKS + pack.hex(), pack, staging.resolve(BackupList.PACKS + pack.hex()));
        }
        settle(list, staging);
    }

    private void unpack(ZipFile zip, String name, Digest announced, Path target) throws IOException {
        try (InputStream in = entry(zip, name)) {
            Files.copy(in, target);
        } catch (ZipException e) {
            throw damaged(name + ": " + e.getMessage());
        }
        if (!Digests.of(target).equals(announced)) {
            throw damaged(name + " has other bytes than its list says");
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    private static Refused damaged(String what) {
        return new Refused(Reason.DIGEST_MISMATCH, "the backup is damaged: " + what + "; nothing was changed");
    }

    /**
     * Agents may have been told generations that this database has not given out yet. So that none is given out twice,
     * every host leaps far beyond them.
     */
    private void settle(BackupList list, Path staging) throws IOException {
        try (Records records = SqlRecords.sqlite(staging, clock)) {
            records.write(session -> {
                session.hosts().active().forEach(host -> session.hosts().update(host.leap()));
                return session.ledger()
                        .append(NewEvent.of(
                                        EventKind.STORE_RESTORED,
                                        NewEvent.CONTROLLER,
                                        "restored from a backup made at " + list.createdAt() + " after entry "
                                                + list.lastSeq())
                                .withBody(Map.of("created_at", list.createdAt(), "last_seq", list.lastSeq())));
            });
        }
    }

    private Path putInPlace(BackupList list, Path staging, Path database) throws IOException {
        Files.createDirectories(packDir);
        for (Digest pack : list.packs()) {
            durable.rename(staging.resolve(BackupList.PACKS + pack.hex()), packDir.resolve(pack.hex()));
        }
        Path aside = null;
        if (Files.exists(database)) {
            aside = dataDir.resolve("before-restore-" + clock.millis());
            Files.createDirectories(aside);
            // a log of the old database beside the new one would be taken for the new one's
            for (String part : new String[] {"-wal", "-shm", ""}) {
                Path old = database.resolveSibling(SqliteFile.NAME + part);
                if (Files.exists(old)) {
                    durable.rename(old, aside.resolve(SqliteFile.NAME + part));
                }
            }
        }
        durable.rename(staging.resolve(BackupList.DATABASE), database);
        return aside;
    }
}
