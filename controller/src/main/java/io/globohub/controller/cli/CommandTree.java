package io.globohub.controller.cli;

import io.globohub.controller.cli.command.AgentsPack;
import io.globohub.controller.cli.command.AgentsUpgrade;
import io.globohub.controller.cli.command.ApiCall;
import io.globohub.controller.cli.command.AppRestart;
import io.globohub.controller.cli.command.AppStart;
import io.globohub.controller.cli.command.AppStop;
import io.globohub.controller.cli.command.Backup;
import io.globohub.controller.cli.command.Completion;
import io.globohub.controller.cli.command.ContextList;
import io.globohub.controller.cli.command.ContextUse;
import io.globohub.controller.cli.command.Doctor;
import io.globohub.controller.cli.command.Drifts;
import io.globohub.controller.cli.command.EnrollToken;
import io.globohub.controller.cli.command.Events;
import io.globohub.controller.cli.command.Explain;
import io.globohub.controller.cli.command.Help;
import io.globohub.controller.cli.command.History;
import io.globohub.controller.cli.command.HistoryVerify;
import io.globohub.controller.cli.command.HostPlanVerb;
import io.globohub.controller.cli.command.HostsHold;
import io.globohub.controller.cli.command.HostsLabel;
import io.globohub.controller.cli.command.HostsList;
import io.globohub.controller.cli.command.HostsRetire;
import io.globohub.controller.cli.command.HostsShow;
import io.globohub.controller.cli.command.HostsTop;
import io.globohub.controller.cli.command.HostsUnhold;
import io.globohub.controller.cli.command.InventoryVerb;
import io.globohub.controller.cli.command.Login;
import io.globohub.controller.cli.command.Logs;
import io.globohub.controller.cli.command.Names;
import io.globohub.controller.cli.command.PackBuild;
import io.globohub.controller.cli.command.PackCheck;
import io.globohub.controller.cli.command.PackKeygen;
import io.globohub.controller.cli.command.PackList;
import io.globohub.controller.cli.command.PackPush;
import io.globohub.controller.cli.command.Packages;
import io.globohub.controller.cli.command.Restore;
import io.globohub.controller.cli.command.RolloutAct;
import io.globohub.controller.cli.command.RolloutFollow;
import io.globohub.controller.cli.command.RolloutList;
import io.globohub.controller.cli.command.RolloutPlanVerb;
import io.globohub.controller.cli.command.RolloutStart;
import io.globohub.controller.cli.command.RolloutStatus;
import io.globohub.controller.cli.command.Search;
import io.globohub.controller.cli.command.Serve;
import io.globohub.controller.cli.command.Simulate;
import io.globohub.controller.cli.command.Status;
import io.globohub.controller.cli.command.TokenCreate;
import io.globohub.controller.cli.command.TokenList;
import io.globohub.controller.cli.command.TokenRevoke;
import io.globohub.controller.cli.command.Versions;
import io.globohub.controller.cli.command.WebhookCreate;
import io.globohub.controller.cli.command.WebhookDelete;
import io.globohub.controller.cli.command.WebhookDeliveries;
import io.globohub.controller.cli.command.WebhookList;
import io.globohub.controller.cli.command.WebhookTrial;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Every verb of {@code globohub}, in the order that help shows them. The composition of the whole program.
 *
 * <p>picocli reads the options of a command by reflection, and for all of them that takes longer than everything else a
 * command does. So where the command line names a command, only that one is made.
 */
final class CommandTree {
    private static final String COMPLETION = "completion";
    private static final String HELP = "help";

    private final Shell shell;
    private final List<Branch> branches = new ArrayList<>();

    /** A command with a name: a verb, or a noun with verbs below. */
    private record Branch(String name, Supplier<CommandLine> made, List<Branch> verbs) {}

    private CommandTree(Shell shell) {
        this.shell = shell;
        verb("serve", () -> new Serve(shell));
        verb("status", () -> new Status(shell));
        noun(
                "hosts",
                "The web servers.",
                branch("list", () -> new HostsList(shell)),
                branch("show", () -> new HostsShow(shell)),
                branch("top", () -> new HostsTop(shell)),
                branch("label", () -> new HostsLabel(shell)),
                branch("hold", () -> new HostsHold(shell)),
                branch("unhold", () -> new HostsUnhold(shell)),
                branch("retire", () -> new HostsRetire(shell)));
        verb("drift", () -> new Drifts(shell));
        verb("explain", () -> new Explain(shell));
        verb("plan", () -> new HostPlanVerb(shell));
        verb("search", () -> new Search(shell));
        noun(
                "pack",
                "The immutable, versioned zips of apps.",
                branch("build", () -> new PackBuild(shell)),
                branch("check", () -> new PackCheck(shell)),
                branch("push", () -> new PackPush(shell)),
                branch("list", () -> new PackList(shell)),
                branch("keygen", () -> new PackKeygen(shell)));
        noun(
                "rollout",
                "Changes of many hosts, in batches, behind health gates.",
                branch("plan", () -> new RolloutPlanVerb(shell)),
                branch("start", () -> new RolloutStart(shell)),
                branch("watch", () -> new RolloutFollow(shell)),
                branch("status", () -> new RolloutStatus(shell)),
                branch("list", () -> new RolloutList(shell)),
                act(RolloutAct.Action.PAUSE),
                act(RolloutAct.Action.RESUME),
                act(RolloutAct.Action.PROMOTE),
                act(RolloutAct.Action.ABORT),
                act(RolloutAct.Action.ROLLBACK));
        noun(
                "agents",
                "The agents themselves, and their versions.",
                branch("pack", () -> new AgentsPack(shell)),
                branch("upgrade", () -> new AgentsUpgrade(shell)));
        verb("start", () -> new AppStart(shell));
        verb("stop", () -> new AppStop(shell));
        verb("restart", () -> new AppRestart(shell));
        branches.add(new Branch(
                "history",
                () -> new CommandLine(new History(shell)),
                List.of(branch("verify", () -> new HistoryVerify(shell)))));
        verb("events", () -> new Events(shell));
        verb("logs", () -> new Logs(shell));
        verb("packages", () -> new Packages(shell));
        noun(
                "token",
                "What people and programs show to be let in.",
                branch("create", () -> new TokenCreate(shell)),
                branch("list", () -> new TokenList(shell)),
                branch("revoke", () -> new TokenRevoke(shell)));
        noun(
                "webhook",
                "Addresses that are told what happens.",
                branch("create", () -> new WebhookCreate(shell)),
                branch("list", () -> new WebhookList(shell)),
                branch("test", () -> new WebhookTrial(shell)),
                branch("deliveries", () -> new WebhookDeliveries(shell)),
                branch("delete", () -> new WebhookDelete(shell)));
        verb("inventory", () -> new InventoryVerb(shell));
        verb("enroll-token", () -> new EnrollToken(shell));
        verb("backup", () -> new Backup(shell));
        verb("restore", () -> new Restore(shell));
        verb("login", () -> new Login(shell));
        noun(
                "context",
                "The controllers one has logged in to.",
                branch("list", () -> new ContextList(shell)),
                branch("use", () -> new ContextUse(shell)));
        verb("simulate", () -> new Simulate(shell));
        verb("api", () -> new ApiCall(shell));
        verb("doctor", () -> new Doctor(shell));
        verb(COMPLETION, () -> new Completion(shell));
        verb("names", () -> new Names(shell));
        verb("version", () -> new Versions(shell));
        verb(HELP, () -> new Help(shell));
    }

    /** The command line that can run {@code arguments}. */
    static CommandLine build(Outside outside, String... arguments) {
        Globohub root = new Globohub();
        Shell shell = new Shell(outside, () -> root.colouring);
        CommandLine line = new CommandLine(root);
        grow(line, new CommandTree(shell).branches, List.of(arguments));
        return new Execution(outside, shell, root).on(line);
    }

    private static void grow(CommandLine parent, List<Branch> branches, List<String> arguments) {
        String word = arguments.isEmpty() ? "" : arguments.get(0);
        // completion and help tell of every command
        List<Branch> named = branches.stream()
                .filter(branch -> branch.name().equals(word) && !word.equals(COMPLETION) && !word.equals(HELP))
                .toList();
        for (Branch branch : named.isEmpty() ? branches : named) {
            CommandLine command = branch.made().get();
            grow(command, branch.verbs(), named.isEmpty() ? List.of() : arguments.subList(1, arguments.size()));
            parent.addSubcommand(branch.name(), command);
        }
    }

    private void verb(String name, Supplier<Verb> verb) {
        branches.add(branch(name, verb));
    }

    private void noun(String name, String description, Branch... verbs) {
        branches.add(new Branch(
                name,
                () -> {
                    CommandSpec spec = CommandSpec.create().name(name);
                    spec.usageMessage().description(description);
                    return new CommandLine(spec);
                },
                List.of(verbs)));
    }

    private static Branch branch(String name, Supplier<Verb> verb) {
        return new Branch(name, () -> new CommandLine(verb.get()), List.of());
    }

    private Branch act(RolloutAct.Action action) {
        return new Branch(
                action.verb(),
                () -> {
                    CommandLine act = new CommandLine(new RolloutAct(shell, action));
                    act.getCommandSpec().usageMessage().description(action.description());
                    return act;
                },
                List.of());
    }
}
