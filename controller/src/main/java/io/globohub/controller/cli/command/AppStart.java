package io.globohub.controller.cli.command;

import io.globohub.common.manifest.AppName;
import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.HostAppView;
import io.globohub.common.protocol.HostSummary;
import io.globohub.common.state.Goal;
import io.globohub.common.state.Reason;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Named;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code globohub start}: what is assigned to the hosts already is to run again. */
@Command(name = "start", description = "Starts a stopped app on hosts, at the version they have, as a rollout.")
public final class AppStart implements Verb {
    private final Shell shell;

    @Mixin
    final StartOptions options = new StartOptions();

    @Parameters(paramLabel = "APP", description = "The app.")
    String app;

    public AppStart(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() {
        AppName name = RolloutTarget.appName(app);
        return options.start(shell, api -> new RolloutTarget(name, null, null, assigned(api, name), Goal.RUNNING));
    }

    private ManifestId assigned(Api api, AppName name) {
        Map<String, Object> filters = new HashMap<>();
        filters.put("selector", options.selection.required());
        filters.put("app", name.value());
        List<HostSummary> hosts =
                new Named(api).appAsked(app, () -> api.hosts(filters).value());
        TreeSet<ManifestId> manifests = new TreeSet<>();
        hosts.stream()
                .flatMap(host -> host.apps().stream())
                .filter(placed -> placed.app().equals(name))
                .map(HostAppView::desired)
                .filter(Objects::nonNull)
                .forEach(manifests::add);
        if (manifests.isEmpty()) {
            throw CommandFailed.because(
                    ExitCode.INVALID_INPUT, Reason.NO_HOSTS_SELECTED, "no host selected has " + name + " assigned");
        }
        if (manifests.size() > 1) {
            throw new CommandFailed(
                    ExitCode.CONFLICT,
                    Reason.CONFLICT.code(),
                    "the hosts selected have different releases of " + name + ": " + manifests,
                    "Select hosts of one release, or say which: 'globohub rollout start " + name + " VERSION'.");
        }
        return manifests.first();
    }
}
