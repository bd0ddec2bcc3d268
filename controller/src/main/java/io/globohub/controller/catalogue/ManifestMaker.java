package io.globohub.controller.catalogue;

import io.globohub.common.event.EventKind;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.ManifestView;
import io.globohub.common.state.Reason;
import io.globohub.controller.records.NewEvent;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.StoredPack;
import java.time.Clock;
import java.util.Optional;

/** Makes manifests: the defaults, the pack's own settings over them, the operator's over those. Thread-safe. */
public final class ManifestMaker {
    private final Clock clock;

    public ManifestMaker(Clock clock) {
        this.clock = clock;
    }

    /** The manifest of a pushed version, not stored; refuses a version that was never pushed. */
    public Manifest compose(Session session, AppName app, Version version, SettingsPatch settings) {
        StoredPack pack = session.catalogue()
                .pack(app, version)
                .orElseThrow(() -> new Refused(Reason.VERSION_NOT_FOUND, unknown(session, app, version)));
        try {
            Settings ofPack = pack.settings().applyTo(Settings.DEFAULT);
            return new Manifest(
                    app,
                    version,
                    pack.view().pack(),
                    (settings == null ? SettingsPatch.NONE : settings).applyTo(ofPack));
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.INVALID_MANIFEST, e.getMessage());
        }
    }

    private static String unknown(Session session, AppName app, Version version) {
        String known = String.join(
                ", ",
                session.catalogue().packs().stream()
                        .filter(pack -> pack.view().app().equals(app))
                        .map(pack -> pack.view().version().value())
                        .toList());
        return "no pack of " + app + " " + version + " was pushed; "
                + (known.isEmpty() ? "there is none of this app" : "known are " + known);
    }

    /** The stored manifest of that content: the one that is there, or a new one. */
    public ManifestView store(Session session, Manifest manifest, String actor) {
        ManifestId id = CanonicalJson.idOf(manifest);
        Optional<ManifestView> known = session.catalogue().manifest(id);
        if (known.isPresent()) {
            return known.get();
        }
        ManifestView view = new ManifestView(id, manifest, clock.instant(), actor);
        session.catalogue().add(view);
        session.ledger()
                .append(NewEvent.of(EventKind.MANIFEST_CREATED, actor, "manifest " + id + " was made")
                        .ofApp(manifest.app(), manifest.version())
                        .withBody(view.manifest()));
        return view;
    }

    /** The stored manifest; refuses an unknown id. */
    public static ManifestView find(Session session, ManifestId id) {
        return session.catalogue()
                .manifest(id)
                .orElseThrow(() -> new Refused(Reason.MANIFEST_NOT_FOUND, "there is no manifest " + id));
    }
}
