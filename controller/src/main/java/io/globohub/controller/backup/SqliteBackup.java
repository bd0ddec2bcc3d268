package io.globohub.controller.backup;

import io.globohub.common.disk.FileTrees;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.Digest;
import io.globohub.controller.records.BackupSource;
import io.globohub.controller.store.SqliteFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a backup of a data directory, whether a controller runs on it or not. The copy of the database stands for one
 * moment; packs never change, so those that the copy knows can be read afterwards. Thread-safe.
 */
public final class SqliteBackup implements BackupSource {
    private final Path dataDir;
    private final Path packDir;
    private final Clock clock;

    public SqliteBackup(Path dataDir, Path packDir, Clock clock) {
        this.dataDir = dataDir;
        this.packDir = packDir;
        this.clock = clock;
    }

    /** Copies the database (which needs as much space again) and looks through the copy. */
    @Override
    public Prepared prepare() throws IOException {
        Path scratch = Files.createTempDirectory(dataDir, ".backup");
        try {
            Path copy = scratch.resolve(BackupList.DATABASE);
            SqliteFile.copy(dataDir.resolve(SqliteFile.NAME), copy);
            SqliteFile.Contents contents = SqliteFile.read(copy);
            List<Digest> here = new ArrayList<>();
            List<Digest> elsewhere = new ArrayList<>();
            for (String hex : contents.packs()) {
                (Files.isRegularFile(packDir.resolve(hex)) ? here : elsewhere).add(new Digest(hex));
            }
            BackupList list = new BackupList(
                    BackupList.FORMAT,
                    clock.instant(),
                    Digests.of(copy),
                    contents.lastSeq(),
                    contents.lastHash(),
                    here,
                    elsewhere);
            return new Copied(scratch, copy, packDir, list);
        } catch (IOException | RuntimeException e) {
            FileTrees.delete(scratch);
            throw e;
        }
    }

    private record Copied(Path scratch, Path copy, Path packDir, BackupList list) implements Prepared {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            ZipOutputStream zip = new ZipOutputStream(out);
            // packs are compressed already, and the database shall not cost the controller much
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry(BackupList.NAME));
            zip.write(Json.writeBytes(list));
            zip.closeEntry();
            entry(zip, BackupList.DATABASE, copy);
            for (Digest pack : list.packs()) {
                entry(zip, BackupList.PACKS + pack.hex(), packDir.resolve(pack.hex()));
            }
            zip.finish();
        }

        private static void entry(ZipOutputStream zip, String name, Path file) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            Files.copy(file, zip);
            zip.closeEntry();
        }

        @Override
        public void close() throws IOException {
            FileTrees.delete(scratch);
        }
    }
}
