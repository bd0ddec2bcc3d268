package io.globohub.controller.cli.command;

import io.globohub.common.protocol.RolloutView;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.progress.RedrawnBlock;
import io.globohub.controller.cli.progress.RolloutChanges;
import io.globohub.controller.cli.progress.RolloutProgress;
import io.globohub.controller.cli.shell.Interrupts;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.view.RolloutViews;
import java.time.Duration;
import java.time.Instant;

/**
 * Follows a rollout to its end by asking again and again. It only looks: however the watching ends, the rollout goes on.
 * A controller that is away for a while (a restart) does not end it.
 */
final class RolloutWatch {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Shell shell;
    private final Api api;
    private final OutputOptions output;

    RolloutWatch(Shell shell, Api api, OutputOptions output) {
        this.shell = shell;
        this.api = api;
        this.output = output;
    }

    /** @param timeout bound on the watching, or null for none */
    ExitCode follow(String id, Duration timeout) throws CommandFailed {
        Interrupts.Registration detaching =
                shell.outside().interrupts().onInterrupt(() -> shell.say("\n" + goesOn(id)));
        try {
            return toItsEnd(id, timeout == null ? Instant.MAX : shell.now().plus(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } finally {
            detaching.withdraw();
        }
    }

    private ExitCode toItsEnd(String id, Instant end) throws InterruptedException {
        RedrawnBlock block = new RedrawnBlock(shell.outside().err());
        RolloutView before = null;
        Instant heard = shell.now();
        while (true) {
            try {
                Fetched<RolloutView> now = api.rollout(id);
                heard = shell.now();
                draw(block, before, now.value());
                before = now.value();
                if (isOver(before)) {
                    shell.show(RolloutViews.sheet(now, shell.now()), output);
                    return before.status() == RolloutView.Status.PAUSED
                            ? ExitCode.ROLLOUT_FAILED
                            : ExitCode.ofRollout(before.status());
                }
                if (!shell.now().isBefore(end)) {
                    shell.say(goesOn(id));
                    shell.show(RolloutViews.sheet(now, shell.now()), output);
                    return ExitCode.TIMEOUT;
                }
            } catch (CommandFailed away) {
                if (away.exit() != ExitCode.UNREACHABLE
                        || Duration.between(heard, shell.now()).compareTo(PATIENCE) > 0) {
                    throw away;
                }
                block.leave();
                shell.say(away.getMessage() + "; asking again");
            }
            shell.outside().sleeper().sleep(PAUSE);
        }
    }

    /** A rollout that paused itself after failures waits for a person; a program that watches must hear of it. */
    private static boolean isOver(RolloutView rollout) {
        boolean pausedByFailures = rollout.status() == RolloutView.Status.PAUSED
                && Reason.MAX_FAILURES.code().equals(rollout.reason());
        return rollout.status().isFinished() || pausedByFailures;
    }

    private void draw(RedrawnBlock block, RolloutView before, RolloutView now) {
        if (shell.canRedraw()) {
            block.draw(RolloutProgress.lines(
                    now, shell.now(), shell.outside().terminal().columns(), shell.paintErr()));
        } else {
            RolloutChanges.between(before, now).forEach(shell::say);
        }
    }

    private static String goesOn(String id) {
        return "detached: rollout " + id + " goes on; 'globohub rollout watch " + id + "' follows it, "
                + "'globohub rollout abort " + id + "' stops it";
    }
}
