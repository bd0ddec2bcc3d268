package io.globohub.controller.cli.command;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.manifest.Version;
import io.globohub.common.protocol.RolloutRequest;
import io.globohub.common.state.Goal;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.shell.SelectionOptions;

/** What a rollout is to bring: a version with settings, a manifest that exists, or only a goal. Makes the request. */
record RolloutTarget(
        AppName app, Version version, SettingsPatch settings, ManifestId manifestId, Goal goal, boolean restart) {
    /** A version, a manifest or a goal. */
    RolloutTarget(AppName app, Version version, SettingsPatch settings, ManifestId manifestId, Goal goal) {
        this(app, version, settings, manifestId, goal, false);
    }

    /** A fresh process of what each host has. */
    static RolloutTarget restart(String app) {
        return new RolloutTarget(appName(app), null, null, null, null, true);
    }

    static RolloutTarget version(String app, String version, SettingsPatch settings) {
        return new RolloutTarget(appName(app), versionOf(version), settings, null, Goal.RUNNING);
    }

    static AppName appName(String text) {
        try {
            return new AppName(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "See 'globohub pack list'.");
        }
    }

    static Version versionOf(String text) {
        try {
            return new Version(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "See 'globohub pack list'.");
        }
    }

    /** The request for the hosts selected, at the pace given. */
    RolloutRequest on(SelectionOptions selection, RolloutOptions pace) {
        String selector = selection.required();
        return new RolloutRequest(
                app,
                version,
                settings,
                manifestId,
                selector,
                selector == null ? true : null,
                goal,
                pace.batch,
                pace.canary,
                pace.autoPromote ? true : null,
                pace.maxFailures,
                pace.bakeSeconds,
                pace.deadlineSeconds,
                pace.onFailure,
                pace.spreadBy,
                pace.retry ? true : null,
                restart ? true : null,
                pace.comment);
    }
}
