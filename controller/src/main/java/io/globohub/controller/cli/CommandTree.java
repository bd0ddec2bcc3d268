package io.globohub.controller.cli;

import io.globohub.controller.cli.command.ApiCall;
import io.globohub.controller.cli.command.AppStart;
import io.globohub.controller.cli.command.AppStop;
import io.globohub.controller.cli.command.Completion;
import io.globohub.controller.cli.command.ContextList;
import io.globohub.controller.cli.command.ContextUse;
import io.globohub.controller.cli.command.Doctor;
import io.globohub.controller.cli.command.Drifts;
import io.globohub.controller.cli.command.EnrollToken;
import io.globohub.controller.cli.command.Events;
import io.globohub.controller.cli.command.Explain;
import io.globohub.controller.cli.command.History;
import io.globohub.controller.cli.command.HostsHold;
import io.globohub.controller.cli.command.HostsLabel;
import io.globohub.controller.cli.command.HostsList;
import io.globohub.controller.cli.command.HostsRetire;
import io.globohub.controller.cli.command.HostsShow;
import io.globohub.controller.cli.command.HostsUnhold;
import io.globohub.controller.cli.command.Login;
import io.globohub.controller.cli.command.PackBuild;
import io.globohub.controller.cli.command.PackCheck;
import io.globohub.controller.cli.command.PackList;
import io.globohub.controller.cli.command.PackPush;
import io.globohub.controller.cli.command.RolloutAct;
import io.globohub.controller.cli.command.RolloutFollow;
import io.globohub.controller.cli.command.RolloutList;
import io.globohub.controller.cli.command.RolloutPlanVerb;
import io.globohub.controller.cli.command.RolloutStart;
import io.globohub.controller.cli.command.RolloutStatus;
import io.globohub.controller.cli.command.Serve;
import io.globohub.controller.cli.command.Status;
import io.globohub.controller.cli.command.TokenCreate;
import io.globohub.controller.cli.command.TokenList;
import io.globohub.controller.cli.command.TokenRevoke;
import io.globohub.controller.cli.command.Versions;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.Shell;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every verb of {@code globohub}, in the order that help shows them. The composition of the whole program. */
final class CommandTree {
    private CommandTree() {}

    static CommandLine build(Outside outside) {
        Globohub root = new Globohub();
        Shell shell = new Shell(outside, () -> root.colouring);
        CommandLine line = new CommandLine(root);
        add(line, new Serve(shell));
        add(line, new Status(shell));
        noun(line, "hosts", "The web servers.", hosts -> {
            add(hosts, new HostsList(shell));
            add(hosts, new HostsShow(shell));
            add(hosts, new HostsLabel(shell));
            add(hosts, new HostsHold(shell));
            add(hosts, new HostsUnhold(shell));
            add(hosts, new HostsRetire(shell));
        });
        add(line, new Drifts(shell));
        add(line, new Explain(shell));
        noun(line, "pack", "The immutable, versioned zips of apps.", packs -> {
            add(packs, new PackBuild(shell));
            add(packs, new PackCheck(shell));
            add(packs, new PackPush(shell));
            add(packs, new PackList(shell));
        });
        noun(line, "rollout", "Changes of many hosts, in batches, behind health gates.", rollouts -> {
            add(rollouts, new RolloutPlanVerb(shell));
            add(rollouts, new RolloutStart(shell));
            add(rollouts, new RolloutFollow(shell));
            add(rollouts, new RolloutStatus(shell));
            add(rollouts, new RolloutList(shell));
            for (RolloutAct.Action action : RolloutAct.Action.values()) {
                CommandLine act = new CommandLine(new RolloutAct(shell, action));
                act.getCommandSpec().usageMessage().description(action.description());
                rollouts.addSubcommand(action.verb(), act);
            }
        });
        add(line, new AppStart(shell));
        add(line, new AppStop(shell));
        add(line, new History(shell));
        add(line, new Events(shell));
        noun(line, "token", "What people and programs show to be let in.", tokens -> {
            add(tokens, new TokenCreate(shell));
            add(tokens, new TokenList(shell));
            add(tokens, new TokenRevoke(shell));
        });
        add(line, new EnrollToken(shell));
        add(line, new Login(shell));
        noun(line, "context", "The controllers one has logged in to.", contexts -> {
            add(contexts, new ContextList(shell));
            add(contexts, new ContextUse(shell));
        });
        add(line, new ApiCall(shell));
        add(line, new Doctor(shell));
        add(line, new Completion(shell));
        add(line, new Versions(shell));
        return new Execution(outside, shell, root).on(line);
    }

    private static void add(CommandLine parent, Object verb) {
        parent.addSubcommand(new CommandLine(verb));
    }

    private static void noun(CommandLine parent, String name, String description, Consumer<CommandLine> verbs) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        CommandLine noun = new CommandLine(spec);
        verbs.accept(noun);
        parent.addSubcommand(name, noun);
    }
}
