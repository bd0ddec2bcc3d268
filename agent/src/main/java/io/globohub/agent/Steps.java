package io.globohub.agent;

import io.globohub.agent.artifact.HttpPackSource;
import io.globohub.agent.config.AgentConfig;
import io.globohub.agent.deploy.Pipeline;
import io.globohub.agent.gunicorn.Candidate;
import io.globohub.agent.port.PortCheck;
import io.globohub.agent.port.SocketTable;
import io.globohub.agent.process.ProcessEntry;
import io.globohub.agent.python.Deadlines;
import io.globohub.agent.python.VenvBuilder;
import io.globohub.agent.state.AppMemory;
import io.globohub.agent.step.Activate;
import io.globohub.agent.step.BuildVenv;
import io.globohub.agent.step.Commit;
import io.globohub.agent.step.CommitDisk;
import io.globohub.agent.step.Confirm;
import io.globohub.agent.step.Fetch;
import io.globohub.agent.step.Preflight;
import io.globohub.agent.step.Reserve;
import io.globohub.agent.step.StatFreeSpace;
import io.globohub.agent.step.Unpack;
import io.globohub.agent.step.Verify;
import io.globohub.common.manifest.AppName;
import io.globohub.common.pack.PackLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The steps of a deployment, in the order in which they are the promise. */
final class Steps {
    private Steps() {}

    /**
     * @param memories the memory of each app
     * @param suspend makes supervision leave an app's processes to the deployment
     */
    static Pipeline inOrder(
            HostTools tools,
            AgentConfig config,
            HttpPackSource packs,
            Function<AppName, AppMemory> memories,
            Consumer<AppName> suspend,
            Daemon.Surroundings around,
            DoubleSupplier random) {
        StatFreeSpace freeSpace = new StatFreeSpace(tools.commands());
        VenvBuilder venvBuilder = new VenvBuilder(
                tools.layout(),
                tools.venvs(),
                tools.commands(),
                tools.files(),
                tools.clock(),
                config.python(),
                config.pip(),
                around.environment(),
                Deadlines.DEFAULT);
        Candidate.Trials trials = new Candidate.Trials(
                tools.layout(),
                tools.files(),
                tools.conf(),
                tools.launcher(),
                tools.stopper(),
                tools.table(),
                tools.sleeper());
        Activate activate =
                new Activate(tools.switchOver(), tools.launcher(), tools.masters(), tools.stopper(), suspend);
        PortCheck ports = new PortCheck(new SocketTable(Path.of("/proc")));
        return new Pipeline(
                List.of(
                        new Reserve(tools.layout(), tools.venvs(), freeSpace, ports, app -> pids(tools, app)),
                        new Fetch(tools.layout(), packs, tools.files(), tools.sleeper()),
                        new Verify(tools.layout(), config.trustedKeys()),
                        new Unpack(tools.layout(), PackLimits.DEFAULT, tools.files()),
                        new BuildVenv(tools.layout(), venvBuilder, tools.venvs(), freeSpace),
                        new CommitDisk(tools.layout(), tools.files(), tools.clock()),
                        new Preflight(trials, tools.prober()),
                        activate,
                        new Confirm(tools.layout(), tools.masters(), tools.prober(), tools.sleeper()),
                        new Commit(tools.masters(), memories)),
                activate,
                around.crashPoint(),
                tools.clock(),
                tools.sleeper(),
                random);
    }

    private static Set<Long> pids(HostTools tools, AppName app) {
        return tools.masters().processes(app).stream().map(ProcessEntry::pid).collect(Collectors.toSet());
    }
}
