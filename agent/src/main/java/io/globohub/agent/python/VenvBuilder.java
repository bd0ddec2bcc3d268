package io.globohub.agent.python;

import io.globohub.agent.config.AgentConfig.PipConfig;
import io.globohub.agent.exec.Command;
import io.globohub.agent.exec.CommandResult;
import io.globohub.agent.exec.CommandRunner;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.disk.DurableFiles;
import io.globohub.common.disk.FileTrees;
import io.globohub.common.state.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Gets an unpacked pack its environment: the one that has the same requirements already, or a new one, proved. Requests
 * for one key wait for each other, so that two apps with equal requirements build once. Thread-safe.
 */
public final class VenvBuilder {
    private final HostLayout layout;
    private final Venvs venvs;
    private final CommandRunner commands;
    private final Interpreters interpreters;
    private final PipTools tools;
    private final PipInstall install;
    private final VenvProof proof;
    private final Deadlines deadlines;
    private final Map<String, String> agentEnvironment;
    private final Map<VenvKey, ReentrantLock> building = new ConcurrentHashMap<>();

    public VenvBuilder(
            HostLayout layout,
            Venvs venvs,
            CommandRunner commands,
            DurableFiles files,
            Clock clock,
            String python,
            PipConfig pip,
            Map<String, String> agentEnvironment,
            Deadlines deadlines) {
        this.layout = layout;
        this.venvs = venvs;
        this.commands = commands;
        this.interpreters = new Interpreters(commands, python, agentEnvironment, deadlines.ask());
        this.tools = new PipTools(layout, commands, files, clock, agentEnvironment, deadlines.create());
        this.install = new PipInstall(commands, pip, layout.wheelCache(), agentEnvironment, deadlines.install());
        this.proof = new VenvProof(commands, agentEnvironment, deadlines.prove());
        this.deadlines = deadlines;
        this.agentEnvironment = Map.copyOf(agentEnvironment);
    }

    /** Says no when there is no room for a new environment. */
    @FunctionalInterface
    public interface RoomCheck {
        void require() throws EnvironmentFailed, IOException, InterruptedException;
    }

    /**
     * @param pack the unpacked pack, whose link to the environment is made
     * @param entryPoint as gunicorn takes it
     * @param scratch a directory of this request's own for temporary files
     * @param room asked only when a new one has to be built
     */
    public record Request(
            Path pack,
            Requirements requirements,
            String entryPoint,
            Path scratch,
            RoomCheck room,
            Consumer<String> progress) {}

    /**
     * @param name of the environment below {@link HostLayout#venvs()}
     * @param reused whether it was there already
     * @param packages number of packages in it
     */
    public record Venv(String name, boolean reused, int packages) {}

    /** Returns once the pack's link points at a whole environment. */
    public Venv provide(Request request) throws IOException, EnvironmentFailed, InterruptedException {
        Interpreter interpreter = interpreters.find();
        VenvKey key = VenvKey.of(request.requirements(), interpreter);
        ReentrantLock lock = building.computeIfAbsent(key, k -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Optional<String> found = venvs.claim(key, layout.venvLink(request.pack()));
            if (found.isPresent()) {
                return proved(found.get(), true, request);
            }
            request.room().require();
            return proved(build(key, interpreter, request), false, request);
        } finally {
            lock.unlock();
        }
    }

    /** A pack with a wrong entry point does not cost the environment, which is committed before. */
    private Venv proved(String name, boolean reused, Request request) throws EnvironmentFailed, InterruptedException {
        proof.proveEntryPoint(layout.venv(name), request.pack(), request.entryPoint());
        int packages =
                venvs.marker(name).map(marker -> marker.packages().size()).orElse(0);
        return new Venv(name, reused, packages);
    }

    private String build(VenvKey key, Interpreter interpreter, Request request)
            throws IOException, EnvironmentFailed, InterruptedException {
        PipTools.Pip pip = tools.pipOf(interpreter);
        String name = venvs.begin(key);
        Path venv = layout.venv(name);
        boolean whole = false;
        try {
            create(interpreter, venv);
            Files.createDirectories(layout.wheelCache());
            install.into(venv, request.requirements(), pip, request.scratch(), request.progress());
            List<VenvMarker.InstalledPackage> packages = proof.proveFiles(venv);
            proof.proveGunicorn(venv);
            venvs.commit(name, key, interpreter, packages, layout.venvLink(request.pack()));
            whole = true;
            return name;
        } finally {
            if (!whole) {
                FileTrees.delete(venv);
            }
        }
    }

    private void create(Interpreter interpreter, Path venv) throws EnvironmentFailed, InterruptedException {
        CommandResult made = commands.run(new Command(
                List.of(interpreter.executable().toString(), "-I", "-m", "venv", "--without-pip", venv.toString()),
                layout.venvs(),
                ChildEnvironment.plain(agentEnvironment),
                deadlines.create()));
        if (!made.succeeded()) {
            throw new EnvironmentFailed(
                    Reason.VENV_BROKEN,
                    interpreter.executable() + " could not make an environment: " + made.lastLine(),
                    made.lastLines());
        }
    }
}
