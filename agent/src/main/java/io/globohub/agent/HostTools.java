package io.globohub.agent;

import io.globohub.agent.exec.CommandRunner;
import io.globohub.agent.exec.SessionCommandRunner;
import io.globohub.agent.group.AppGroups;
import io.globohub.agent.gunicorn.GunicornConf;
import io.globohub.agent.gunicorn.Launcher;
import io.globohub.agent.gunicorn.Masters;
import io.globohub.agent.gunicorn.Stopper;
import io.globohub.agent.gunicorn.SwitchOver;
import io.globohub.agent.probe.OkHttpProber;
import io.globohub.agent.probe.Prober;
import io.globohub.agent.process.ProcessTable;
import io.globohub.agent.process.ProcfsTable;
import io.globohub.agent.process.SetsidSpawner;
import io.globohub.agent.process.SignalPoints;
import io.globohub.agent.process.SpawnPoints;
import io.globohub.agent.process.Spawner;
import io.globohub.agent.python.Venvs;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.time.Sleeper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The tools that act on this host, made once and shared by everything that acts. */
record HostTools(
        HostLayout layout,
        DurableFiles files,
        Clock clock,
        Sleeper sleeper,
        CommandRunner commands,
        ProcfsTable table,
        Masters masters,
        Stopper stopper,
        GunicornConf conf,
        Launcher launcher,
        SwitchOver switchOver,
        Prober prober,
        Venvs venvs) {

    static HostTools of(HostLayout layout, Daemon.Surroundings around) {
        DurableFiles files = new DurableFiles(around.crashPoint());
        Clock clock = around.clock();
        Sleeper sleeper = around.sleeper();
        ProcfsTable table = new ProcfsTable();
        Masters masters = new Masters(layout, table);
        ProcessTable signals = new SignalPoints(table, around.crashPoint());
        Stopper stopper = new Stopper(masters, signals, sleeper);
        GunicornConf conf = new GunicornConf(layout);
        Spawner spawner = new SpawnPoints(new SetsidSpawner(table), around.crashPoint());
        AppGroups groups = AppGroups.take(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
        Launcher launcher = new Launcher(layout, files, conf, spawner, masters, groups);
        return new HostTools(
                layout,
                files,
                clock,
                sleeper,
                new SessionCommandRunner(
                        around.environment(), Map.of(Masters.TAG, Leftovers.commandTag(layout)), sleeper),
                table,
                masters,
                stopper,
                conf,
                launcher,
                new SwitchOver(launcher, masters, stopper, signals, sleeper),
                new OkHttpProber(System::nanoTime),
                new Venvs(layout, files, clock));
    }
}
