package io.globohub.controller.cli.command;

import io.globohub.common.protocol.RolloutView;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Fetched;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.progress.RolloutProgress;
import io.globohub.controller.cli.shell.ConfirmOption;
import io.globohub.controller.cli.shell.OutputOptions;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import io.globohub.controller.cli.view.RolloutViews;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub rollout pause|resume|promote|abort|rollback}. */
@Command
public final class RolloutAct implements Verb {
    /** What can be said to a rollout; those that cannot be taken back are asked for. */
    public enum Action {
        PAUSE("Starts no further host until resumed.", false),
        RESUME("Goes on with a paused rollout.", false),
        PROMOTE("Lets the other hosts follow a canary.", false),
        ABORT("Ends a rollout; hosts already changed stay as they are.", true),
        ROLLBACK("Brings the hosts already changed back to what they had.", true);

        private final String description;
        private final boolean asks;

        Action(String description, boolean asks) {
            this.description = description;
            this.asks = asks;
        }

        /** The verb as it is written. */
        public String verb() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String description() {
            return description;
        }
    }

    private final Shell shell;
    private final Action action;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Mixin
    final ConfirmOption confirm = new ConfirmOption();

    @Parameters(paramLabel = "ROLLOUT", description = "Its id, or the first characters of it.")
    String rollout;

    public RolloutAct(Shell shell, Action action) {
        this.shell = shell;
        this.action = action;
    }

    @Override
    public ExitCode run() {
        Api api = shell.api(server);
        String id = new Named(api).rolloutId(rollout);
        if (action.asks) {
            RolloutView seen = api.rollout(id).value();
            shell.confirm(
                    (action == Action.ABORT ? "abort " : "roll back ") + id + ", " + RolloutProgress.subject(seen)
                            + ", now " + seen.status().name().toLowerCase(Locale.ROOT),
                    confirm);
        }
        Fetched<RolloutView> after = api.act(id, action.verb());
        shell.show(RolloutViews.sheet(after, shell.now()), output);
        if (!after.value().status().isFinished()) {
            shell.say("follow it with: globohub rollout watch " + id);
        }
        return ExitCode.OK;
    }
}
