package io.globohub.controller.cli.client;

import io.globohub.common.protocol.HostDetail;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.outcome.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds things by what people call them: a host's or an app's name, which it corrects when it was mistyped, or the
 * first characters of a rollout's id.
 */
public final class Named {
    private final Api api;

    public Named(Api api) {
        this.api = api;
    }

    /** One host; a name that no host has is answered with the nearest one. */
    public Fetched<HostDetail> host(String name) {
        return host(name, null);
    }

    /** @param asOf a moment of the past, or null for now */
    public Fetched<HostDetail> host(String name, Instant asOf) {
        return hostAsked(name, () -> api.host(name, asOf));
    }

    /** Runs {@code question} about the host {@code name}. */
    public <T> T hostAsked(String name, Supplier<T> question) {
        return corrected(
                name,
                Reason.HOST_NOT_FOUND,
                question,
                () -> api.hosts(Map.of()).value().stream()
                        .map(HostSummary::name)
                        .toList());
    }

    /** Runs {@code question} about the app {@code name}. */
    public <T> T appAsked(String name, Supplier<T> question) {
        return corrected(
                name,
                Reason.APP_NOT_FOUND,
                question,
                () -> api.apps().value().stream().map(app -> app.app().value()).toList());
    }

    private static <T> T corrected(String name, Reason unknown, Supplier<T> question, Supplier<List<String>> known) {
        try {
            return question.get();
        } catch (CommandFailed failed) {
            if (!failed.code().equals(unknown.code())) {
                throw failed;
            }
            throw Nearest.to(name, known.get())
                    .map(nearest -> failed.adding("(did you mean " + nearest + "?)"))
                    .orElse(failed);
        }
    }

    /** The whole id of the only rollout whose id starts with {@code prefix}. */
    public String rolloutId(String prefix) {
        try {
            return api.rollout(prefix).value().id();
        } catch (CommandFailed failed) {
            if (failed.exit() != ExitCode.NOT_FOUND) {
                throw failed;
            }
            List<String> ids = api.rollouts(Map.of()).value().stream()
                    .map(RolloutView::id)
                    .filter(id -> id.startsWith(prefix) || id.startsWith("ro_" + prefix))
                    .toList();
            if (ids.size() > 1) {
                throw CommandFailed.usage(
                        ids.size() + " rollouts have an id that starts with '" + prefix + "'", "Write more of it.");
            }
            return ids.stream().findFirst().orElseThrow(() -> failed);
        }
    }
}
