package io.globohub.controller.rollout;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.Digest;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.protocol.RolloutRequest;
import io.globohub.common.protocol.RolloutRequest.OnFailure;
import io.globohub.common.selector.Selector;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Reason;
import io.globohub.controller.catalogue.ManifestMaker;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Session;
import io.globohub.controller.records.StoredPack;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a request into a checked wish: says what is missing or contradicts itself, and fills in the defaults. */
final class RequestCheck {
    private static final int DEFAULT_BAKE_SECONDS = 5;
    private static final int DAY_SECONDS = 86_400;

    private final ManifestMaker manifests;

    RequestCheck(ManifestMaker manifests) {
        this.manifests = manifests;
    }

    PlanInput check(Session session, RolloutRequest request) {
        Goal goal = request.goal() == null ? Goal.RUNNING : request.goal();
        boolean restart = Boolean.TRUE.equals(request.restart());
        if (restart && request.goal() != null) {
            throw new Refused(Reason.BAD_REQUEST, "a restart has no goal: leave one of the two out");
        }
        Manifest manifest = goal == Goal.RUNNING && !restart ? manifest(session, request) : none(request);
        AppName app = manifest == null ? request.app() : manifest.app();
        if (app == null) {
            throw new Refused(Reason.BAD_REQUEST, "say which app");
        }
        if (app.isAgent() && (restart || goal == Goal.STOPPED)) {
            throw new Refused(Reason.BAD_REQUEST, "the agent is upgraded, and neither stopped nor restarted");
        }
        return new PlanInput(
                app,
                manifest,
                manifest == null ? Set.of() : likeEnvironments(session, manifest),
                goal,
                selector(request),
                batch(request),
                between("canary", request.canary(), 0, 0, 100_000),
                Boolean.TRUE.equals(request.autoPromote()),
                between("max_failures", request.maxFailures(), 0, 0, 100_000),
                between("bake_seconds", request.bakeSeconds(), DEFAULT_BAKE_SECONDS, 0, DAY_SECONDS),
                request.deadlineSeconds() == null
                        ? null
                        : between("deadline_seconds", request.deadlineSeconds(), 0, 1, 30 * DAY_SECONDS),
                onFailure(request, restart),
                spreadBy(request),
                Boolean.TRUE.equals(request.retry()),
                comment(request));
    }

    private Manifest manifest(Session session, RolloutRequest request) {
        if (request.manifestId() != null) {
            if (request.version() != null || request.settings() != null) {
                throw new Refused(
                        Reason.BAD_REQUEST, "give either manifest_id, or app, version and settings, not both");
            }
            Manifest manifest =
                    ManifestMaker.find(session, request.manifestId()).manifest();
            if (request.app() != null && !request.app().equals(manifest.app())) {
                throw new Refused(
                        Reason.BAD_REQUEST,
                        "the manifest " + request.manifestId() + " is not of the app " + request.app());
            }
            return manifest;
        }
        if (request.app() == null || request.version() == null) {
            throw new Refused(Reason.BAD_REQUEST, "say what shall run: app and version, or manifest_id");
        }
        return manifests.compose(session, request.app(), request.version(), request.settings());
    }

    private static Manifest none(RolloutRequest request) {
        if (request.version() != null || request.settings() != null || request.manifestId() != null) {
            throw new Refused(
                    Reason.BAD_REQUEST,
                    "to stop, remove or restart an app, give the app alone: no version, settings or manifest");
        }
        return null;
    }

    /** Packs with the requirements of {@code manifest}'s: where one of them is installed, its environment is there. */
    private static Set<Digest> likeEnvironments(Session session, Manifest manifest) {
        Digest requirements = session.catalogue()
                .pack(manifest.app(), manifest.version())
                .map(StoredPack::requirements)
                .orElse(null);
        return session.catalogue().packs().stream()
                .filter(pack -> requirements != null && requirements.equals(pack.requirements()))
                .map(pack -> pack.view().pack().sha256())
                .collect(Collectors.toSet());
    }

    private static OnFailure onFailure(RolloutRequest request, boolean restart) {
        if (restart && request.onFailure() == OnFailure.ROLLBACK) {
            throw new Refused(Reason.BAD_REQUEST, "a restart cannot be rolled back: on_failure may be stop or pause");
        }
        OnFailure otherwise = restart ? OnFailure.STOP : OnFailure.ROLLBACK;
        return request.onFailure() == null ? otherwise : request.onFailure();
    }

    private static Selector selector(RolloutRequest request) {
        boolean all = Boolean.TRUE.equals(request.all());
        boolean given = request.selector() != null && !request.selector().isBlank();
        if (all == given) {
            throw new Refused(
                    Reason.SELECTOR_REQUIRED,
                    all ? "give a selector or all: true, not both" : "give a selector, or all: true for every host");
        }
        try {
            return all ? Selector.everything() : Selector.parse(request.selector());
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.INVALID_SELECTOR, e.getMessage());
        }
    }

    private static BatchSize batch(RolloutRequest request) {
        try {
            return request.batch() == null ? BatchSize.DEFAULT : new BatchSize(request.batch());
        } catch (IllegalArgumentException e) {
            throw new Refused(Reason.BAD_REQUEST, e.getMessage());
        }
    }

    private static String spreadBy(RolloutRequest request) {
        if (request.spreadBy() != null && !Selector.isLabel(request.spreadBy(), "x")) {
            throw new Refused(Reason.BAD_REQUEST, "spread_by '" + request.spreadBy() + "' is not the key of a label");
        }
        return request.spreadBy();
    }

    private static String comment(RolloutRequest request) {
        if (request.comment() != null && request.comment().length() > 500) {
            throw new Refused(Reason.BAD_REQUEST, "comment may have at most 500 characters");
        }
        return request.comment();
    }

    private static int between(String field, Integer value, int otherwise, int least, int most) {
        int number = value == null ? otherwise : value;
        if (value != null && (number < least || number > most)) {
            throw new Refused(
                    Reason.BAD_REQUEST, field + " must be between " + least + " and " + most + ", not " + number);
        }
        return number;
    }
}
