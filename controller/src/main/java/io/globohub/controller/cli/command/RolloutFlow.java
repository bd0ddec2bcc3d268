package io.globohub.controller.cli.command;

import io.globohub.common.protocol.RolloutPlan;
import io.globohub.common.protocol.RolloutRequest;
import io.globohub.common.protocol.RolloutView;
import io.globohub.common.state.Goal;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.output.Result;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.view.RolloutViews;
import java.time.Duration;

/**
 * A rollout as people start it: plan, show, ask, start exactly what was shown, watch. The plan's tag travels with the
 * start, so a fleet that moved in between refuses it.
 */
final class RolloutFlow {
    private final Shell shell;
    private final Api api;
    private final OutputOptions output;

    RolloutFlow(Shell shell, Api api, OutputOptions output) {
        this.shell = shell;
        this.api = api;
        this.output = output;
    }

    /** What it would do. */
    Fetched<RolloutPlan> plan(RolloutRequest request) {
        return new Named(api)
                .appAsked(request.app() == null ? "" : request.app().value(), () -> api.plan(request));
    }

    /** @param timeout bound on the watching, or null for none */
    ExitCode start(RolloutRequest request, ConfirmOption confirm, boolean detach, Duration timeout) {
        Fetched<RolloutPlan> planned = plan(request);
        Result shown = RolloutViews.plan(planned);
        RolloutPlan plan = planned.value();
        if (changesNothing(plan)) {
            shell.say("nothing to do: no host would change");
            shell.show(shown, output);
            return ExitCode.OK;
        }
        shell.showAside(shown);
        shell.confirm(change(plan), confirm);
        Fetched<RolloutView> started = api.startRollout(request, plan.planEtag());
        if (detach) {
            shell.say("started; follow it with: globohub rollout watch "
                    + started.value().id());
            shell.show(RolloutViews.sheet(started, shell.now()), output);
            return ExitCode.OK;
        }
        return new RolloutWatch(shell, api, output).follow(started.value().id(), timeout);
    }

    /** A host that is left out now still gets the change when it returns, so that is something to do. */
    static boolean changesNothing(RolloutPlan plan) {
        return plan.changes() == 0
                && (plan.hosts() == null || plan.hosts().stream().noneMatch(host -> "skip".equals(host.action())));
    }

    private static String change(RolloutPlan plan) {
        boolean isRestart = plan.goal() == Goal.RUNNING && plan.manifestId() == null;
        String what = plan.goal() == null
                ? "change "
                : isRestart
                        ? "restart "
                        : switch (plan.goal()) {
                            case RUNNING -> "bring ";
                            case STOPPED -> "stop ";
                            case ABSENT -> "remove ";
                        };
        String where = what.equals("bring ") ? " to " : what.equals("remove ") ? " from " : " on ";
        return what + plan.app() + (plan.version() == null ? "" : " " + plan.version()) + where
                + Humane.count(plan.changes(), "host") + " in " + plan.batches()
                + (plan.batches() == 1 ? " batch" : " batches") + loss(plan);
    }

    /** Somebody who agrees to it must have read that data go. */
    private static String loss(RolloutPlan plan) {
        long losing = plan.hosts() == null
                ? 0
                : plan.hosts().stream().filter(host -> host.losesMemory()).count();
        return losing == 0 ? "" : " and lose the data it keeps in memory on " + Humane.count(losing, "host");
    }
}
