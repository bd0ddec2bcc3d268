package io.globohub.agent.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process table read from /proc (Linux); signals are sent by the shell, since Java has no call for most of them. */
public final class ProcfsTable implements ProcessTable {
    private static final int TICKS_PER_SECOND = 100;
    private static final long KILL_TIMEOUT_SECONDS = 5;

    private final Path proc;
    private final String bootId;
    private final Instant bootedAt;

    public ProcfsTable() {
        this(Path.of("/proc"));
    }

    ProcfsTable(Path proc) {
        this.proc = proc;
        try {
            this.bootId =
                    Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
            this.bootedAt = Files.readAllLines(proc.resolve("stat")).stream()
                    .filter(line -> line.startsWith("btime "))
                    .map(line -> Instant.ofEpochSecond(
                            Long.parseLong(line.substring(6).strip())))
                    .findFirst()
                    .orElse(Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException("this host has no readable /proc", e);
        }
    }

    @Override
    public String bootId() {
        return bootId;
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        if (pid <= 1) {
            return Optional.empty();
        }
        Path directory = proc.resolve(Long.toString(pid));
        try {
            return ProcStat.parse(Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1))
                    .filter(ProcStat::isLive)
                    .map(stat -> entry(stat, directory));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Asked several times a second for each app: reads one file, and nothing of it that the answer does not need. */
    @Override
    public boolean isAlive(ProcessId id) {
        if (!id.bootId().equals(bootId)) {
            return false;
        }
        try {
            Path stat = proc.resolve(Long.toString(id.pid())).resolve("stat");
            return ProcStat.parse(Files.readString(stat, StandardCharsets.ISO_8859_1))
                    .filter(seen -> seen.isLive() && seen.startTicks() == id.startTicks())
                    .isPresent();
        } catch (IOException gone) {
            return false;
        }
    }

    private ProcessEntry entry(ProcStat stat, Path directory) {
        return new ProcessEntry(
                new ProcessId(stat.pid(), stat.startTicks(), bootId),
                stat.parentPid(),
                stat.state(),
                bootedAt.plusMillis(stat.startTicks() * 1000 / TICKS_PER_SECOND),
                workingDirectory(directory));
    }

    private static String workingDirectory(Path directory) {
        try {
            return Files.readSymbolicLink(directory.resolve("cwd")).toString();
        } catch (IOException notOurs) {
            return "";
        }
    }

    @Override
    public Optional<ProcessEntry> find(ProcessId id) {
        return id.bootId().equals(bootId)
                ? find(id.pid()).filter(entry -> entry.id().equals(id))
                : Optional.empty();
    }

    @Override
    public List<ProcessEntry> taggedWith(String name, String value) {
        List<ProcessEntry> found = new ArrayList<>();
        String wanted = "\0" + name + "=" + value + "\0";
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path directory : directories) {
                if (("\0" + environment(directory) + "\0").contains(wanted)) {
                    find(Long.parseLong(directory.getFileName().toString())).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("/proc cannot be listed", e);
        }
        return found;
    }

    private static String environment(Path directory) {
        try {
            return Files.readString(directory.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    @Override
    public boolean signal(ProcessId id, Signal signal) {
        if (!isAlive(id)) {
            return false;
        }
        try {
            // kill is a part of every POSIX shell; a program of that name is missing on a small host (Debian: procps)
            Process kill = new ProcessBuilder(
                            "sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal.name(), Long.toString(id.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(KILL_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
                return false;
            }
            return kill.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("sh cannot be run to send a signal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
