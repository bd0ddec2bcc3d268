package io.globohub.controller.backup;

import io.globohub.common.manifest.Digest;
import java.time.Instant;
import java.util.List;

/**
 * The first entry of a backup, {@code backup.json}: what else is in it.
 *
 * @param format of the backup, 1
 * @param database digest of the entry {@code globohub.db}
 * @param lastSeq number of the ledger's newest entry in it
 * @param lastHash the end of the ledger's chain
 * @param packs digests of the entries below {@code packs/}
 * @param packsElsewhere packs that the database knows and that are kept outside of this controller, so not here
 */
public record BackupList(
        int format,
        Instant createdAt,
        Digest database,
        long lastSeq,
        String lastHash,
        List<Digest> packs,
        List<Digest> packsElsewhere) {
    static final int FORMAT = 1;
    static final String NAME = "backup.json";
    static final String DATABASE = "globohub.db";
    static final String PACKS = "packs/";

    public BackupList {
        packs = List.copyOf(packs == null ? List.of() : packs);
        packsElsewhere = List.copyOf(packsElsewhere == null ? List.of() : packsElsewhere);
    }
}
