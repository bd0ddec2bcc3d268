package io.globohub.controller.store;

import io.globohub.common.json.Json;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.ManifestView;
import io.globohub.controller.records.Catalogue;
import io.globohub.controller.records.StoredPack;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

record SqlCatalogue(Handle handle) implements Catalogue {
    @Override
    public Optional<StoredPack> pack(AppName app, Version version) {
        return handle.createQuery("SELECT body FROM pack WHERE app = ? AND version = ?")
                .bind(0, app.value())
                .bind(1, version.value())
                .map((row, context) -> Json.readTolerant(row.getString("body"), StoredPack.class))
                .findOne();
    }

    @Override
    public List<StoredPack> packs() {
        return handle.createQuery("SELECT body FROM pack ORDER BY app, pushed_at")
                .map((row, context) -> Json.readTolerant(row.getString("body"), StoredPack.class))
                .list();
    }

    @Override
    public boolean hasPack(Digest sha256) {
        return handle.createQuery("SELECT count(*) FROM pack WHERE sha256 = ?")
                        .bind(0, sha256.hex())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    @Override
    public void add(StoredPack pack) {
        handle.createUpdate("INSERT INTO pack (app, version, sha256, body, pushed_at)"
                        + " VALUES (:app, :version, :sha256, :body, :pushed_at)")
                .bind("app", pack.view().app().value())
                .bind("version", pack.view().version().value())
                .bind("sha256", pack.view().pack().sha256().hex())
                .bind("body", Json.write(pack))
                .bind("pushed_at", Columns.millis(pack.view().pushedAt()))
                .execute();
    }

    @Override
    public void update(StoredPack pack) {
        handle.createUpdate("UPDATE pack SET body = :body WHERE app = :app AND version = :version")
                .bind("app", pack.view().app().value())
                .bind("version", pack.view().version().value())
                .bind("body", Json.write(pack))
                .execute();
    }

    @Override
    public Optional<ManifestView> manifest(ManifestId id) {
        return handle.createQuery("SELECT * FROM manifest WHERE id = ?")
                .bind(0, id.toString())
                .map((row, context) -> new ManifestView(
                        id,
                        Json.readTolerant(row.getString("body"), Manifest.class),
                        Columns.instant(row, "created_at"),
                        row.getString("created_by")))
                .findOne();
    }

    @Override
    public void add(ManifestView manifest) {
        handle.createUpdate("INSERT INTO manifest (id, app, body, created_at, created_by)"
                        + " VALUES (:id, :app, :body, :created_at, :created_by)")
                .bind("id", manifest.id().toString())
                .bind("app", manifest.manifest().app().value())
                .bind("body", Json.write(manifest.manifest()))
                .bind("created_at", Columns.millis(manifest.createdAt()))
                .bind("created_by", manifest.createdBy())
                .execute();
    }
}
