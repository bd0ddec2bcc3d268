package io.globohub.agent.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.globohub.agent.exec.CommandResult.Ending;
import io.globohub.common.time.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path directory;

    private final CommandRunner runner = new SessionCommandRunner(System.getenv(), Sleeper.real());

    private Command shell(String script, Duration deadline) {
        return new Command(List.of("sh", "-c", script), directory, PATH, deadline);
    }

    @Test
    void tellsExitCodeAndOutput() throws Exception {
        CommandResult result = runner.run(shell("echo one; echo two >&2; exit 3", LONG));

        assertThat(result).isEqualTo(new CommandResult(Ending.EXITED, 3, List.of("one", "two")));
    }

    @Test
    void givesTheChildExactlyTheEnvironmentAsked() throws Exception {
        Command command =
                new Command(List.of("env"), directory, Map.of("PATH", "/usr/bin:/bin", "COLOUR", "blue"), LONG);

        assertThat(runner.run(command).lastLines()).containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "COLOUR=blue");
    }

    @Test
    void givesAnEmptyEnvironmentWhenNoneIsAsked() throws Exception {
        Command command = new Command(List.of("/usr/bin/env"), directory, Map.of(), LONG);

        assertThat(runner.run(command).lastLines()).isEmpty();
    }

    @Test
    void keepsOnlyTheLastLinesAndTellsAll() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());

        CommandResult result = runner.run(shell("seq 1 5000", LONG).telling(told::add));

        assertThat(result.lastLines()).hasSize(200).endsWith("4999", "5000");
        assertThat(told).hasSize(5000);
    }

    @Test
    void saysThatAProgramIsNotThere() throws Exception {
        CommandResult result = runner.run(new Command(List.of("/no/such/program"), directory, PATH, LONG));

        assertThat(result.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(result.lastLine()).contains("No such file");
    }

    @Test
    void atTheDeadlineEndsEverythingTheProgramStarted() throws Exception {
        Path pids = directory.resolve("pids");
        String grandchildren =
                "(sleep 300 & echo $! >> pids; trap '' TERM; sleep 301) & (setsid sleep 302 & echo $! >> pids);"
                        + " nohup sleep 303 >/dev/null 2>&1 & echo $! >> pids; echo $$ >> pids; wait";

        CommandResult result = runner.run(shell(grandchildren, Duration.ofSeconds(2)));

        assertThat(result.ending()).isEqualTo(Ending.DEADLINE);
        List<String> alive = Files.readAllLines(pids).stream()
                .filter(pid -> isAlive(Long.parseLong(pid)))
                .filter(pid -> !escaped(Long.parseLong(pid)))
                .toList();
        assertThat(alive).isEmpty();
    }

    /** What makes a session of its own and lets its parent die cannot be told from a stranger; the test ends it. */
    private static boolean escaped(long pid) {
        boolean isIt = ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().commandLine())
                .filter(line -> line.endsWith("sleep 302"))
                .isPresent();
        if (isIt) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        return isIt;
    }

    @Test
    void doesNotWaitForAChildThatKeepsTheOutputOpen() throws Exception {
        CommandResult result = runner.run(shell("sleep 300 & echo $!", LONG));

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).isZero();
        assertThat(isAlive(Long.parseLong(result.lastLine()))).isFalse();
    }

    @Test
    void anInterruptEndsTheProgram() throws Exception {
        Path pid = directory.resolve("pid");
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                runner.run(shell("echo $$ > pid.new; mv pid.new pid; exec sleep 300", LONG));
                ended.complete(null);
            } catch (Throwable e) {
                ended.complete(e);
            }
        });
        caller.start();
        await().until(() -> Files.exists(pid));

        caller.interrupt();

        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(isAlive(Long.parseLong(Files.readString(pid).strip()))).isFalse();
        caller.join();
    }

    @Test
    void refusesACommandWithoutADeadline() {
        assertThatThrownBy(() -> shell("true", Duration.ZERO)).hasMessageContaining("must be positive");
    }

    @Test
    void readsTheSessionOfAProcessWhoseNameHoldsParentheses() {
        assertThat(SessionMembers.session("42 (a) b (c)) S 1 40 39 0 -1 4194560"))
                .hasValue(39);
        assertThat(SessionMembers.session("42 (gone) Z 1 40 39 0 -1 4194560")).isEmpty();
    }

    /** A dead process whose parent does not collect it is a zombie, and dead enough. */
    private static boolean isAlive(long pid) {
        try {
            return SessionMembers.session(Files.readString(Path.of("/proc/" + pid + "/stat")))
                    .isPresent();
        } catch (IOException gone) {
            return false;
        }
    }
}
