package io.globohub.controller.api;

import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.ManifestRequest;
import io.globohub.common.protocol.ManifestView;
import io.globohub.common.state.Reason;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;

/** Manifests: made from a pushed version and settings, the same for the same content. */
final class ManifestApi {
    private final Records records;
    private final ManifestMaker maker;

    private record Made(ManifestView view, boolean isNew) {}

    ManifestApi(Records records, ManifestMaker maker) {
        this.records = records;
        this.maker = maker;
    }

    void create(Call call) {
        ManifestRequest request = call.strictBody(ManifestRequest.class);
        call.bearer().mustChange(request.app());
        Made made = records.write(session -> {
            Manifest manifest = maker.compose(session, request.app(), request.version(), request.settings());
            boolean known =
                    session.catalogue().manifest(CanonicalJson.idOf(manifest)).isPresent();
            return new Made(maker.store(session, manifest, call.who().actor()), !known);
        });
        call.answer(made.isNew() ? 201 : 200, made.view());
    }

    void show(Call call) {
        ManifestId id = id(call.path("id"));
        call.answer(records.read(session -> ManifestMaker.find(session, id)));
    }

    private static ManifestId id(String text) {
        try {
            return ManifestId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.BAD_REQUEST, e.getMessage());
        }
    }
}
