package io.globohub.agent.exec;

import io.globohub.agent.exec.CommandResult.Ending;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.MessageLoggers;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;

/**
 * Runs each command as the leader of a session of its own (setsid(1)), so that ending it ends everything it started,
 * compilers of a compiler of pip included. Its input is empty.
 */
public final class SessionCommandRunner implements CommandRunner {
    private static final String SETSID = "setsid";
    private static final int KEPT_LINES = 200;
    private static final long OUTPUT_GRACE_SECONDS = 5;
    private static final int KILL_ROUNDS = 100;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(10);

    private final Set<String> inherited;
    private final Map<String, String> mark;
    private final Sleeper sleeper;

    /**
     * @param agentEnvironment the environment of this very process, of which nothing is handed on
     */
    public SessionCommandRunner(Map<String, String> agentEnvironment, Sleeper sleeper) {
        this(agentEnvironment, Map.of(), sleeper);
    }

    /** @param mark variables that every program gets, by which it is known for ours should it outlive us */
    public SessionCommandRunner(Map<String, String> agentEnvironment, Map<String, String> mark, Sleeper sleeper) {
        this.inherited = Set.copyOf(agentEnvironment.keySet());
        this.mark = Map.copyOf(mark);
        this.sleeper = sleeper;
    }

    @Override
    public CommandResult run(Command command) throws InterruptedException {
        LineTail tail = new LineTail(KEPT_LINES, command.onLine());
        StartedProcess started;
        try {
            started = start(command, tail);
        } catch (IOException e) {
            return new CommandResult(Ending.NOT_STARTED, -1, List.of(String.valueOf(e.getMessage())));
        }
        try {
            int exit = started.getFuture()
                    .get(command.deadline().toMillis(), TimeUnit.MILLISECONDS)
                    .getExitValue();
            return ended(exit, tail.lastLines());
        } catch (TimeoutException late) {
            return new CommandResult(Ending.DEADLINE, -1, tail.lastLines());
        } catch (ExecutionException e) {
            return outputHeldOpen(started, tail, e);
        } finally {
            end(started);
        }
    }

    /** setsid(1) says with 126 and 127, and a line of its own, that the program itself never ran. */
    private static CommandResult ended(int exit, List<String> lines) {
        boolean neverRan = (exit == 126 || exit == 127)
                && !lines.isEmpty()
                && lines.get(lines.size() - 1).startsWith(SETSID + ":");
        return new CommandResult(neverRan ? Ending.NOT_STARTED : Ending.EXITED, exit, lines);
    }

    /** The program has ended, but something it left behind keeps its output open; {@link #end} puts an end to that. */
    private static CommandResult outputHeldOpen(StartedProcess started, LineTail tail, ExecutionException e) {
        if (started.getProcess().isAlive()) {
            throw new IllegalStateException("the output of a command could not be read", e.getCause());
        }
        return new CommandResult(Ending.EXITED, started.getProcess().exitValue(), tail.lastLines());
    }

    private StartedProcess start(Command command, LineTail tail) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(SETSID));
        arguments.addAll(command.arguments());
        return new ProcessExecutor(arguments)
                .directory(command.directory().toFile())
                .environment(exactly(command.environment()))
                .redirectErrorStream(true)
                .redirectOutput(tail)
                .closeTimeout(OUTPUT_GRACE_SECONDS, TimeUnit.SECONDS)
                .setMessageLogger(MessageLoggers.NOP)
                .start();
    }

    /** zt-exec adds to what is inherited, and takes away what is null. */
    private Map<String, String> exactly(Map<String, String> wanted) {
        Map<String, String> changes = new HashMap<>();
        inherited.forEach(name -> changes.put(name, null));
        changes.putAll(wanted);
        changes.putAll(mark);
        return changes;
    }

    /** A process may fork while its session is being killed, so this is repeated until nothing is left. */
    private void end(StartedProcess started) {
        Process leader = started.getProcess();
        boolean interrupted = false;
        for (int round = 0; round < KILL_ROUNDS; round++) {
            List<Long> members = SessionMembers.of(leader.pid());
            if (members.isEmpty() && !leader.isAlive()) {
                break;
            }
            leader.descendants().forEach(ProcessHandle::destroyForcibly);
            leader.destroyForcibly();
            members.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            try {
                sleeper.sleep(BETWEEN_ROUNDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        started.getFuture().cancel(true);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
