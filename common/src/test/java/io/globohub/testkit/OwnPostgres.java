package io.globohub.testkit;

import io.globohub.common.disk.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL from the installed Debian package, in a directory of its own, that may be crashed. */
public final class OwnPostgres implements PostgresServer {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path directory;
    private int port;

    private OwnPostgres(Path programs, Path directory) {
        this.programs = programs;
        this.directory = directory;
    }

    public static OwnPostgres start() throws IOException, InterruptedException {
        Path programs = newest();
        RealParts.require(programs != null, "no PostgreSQL is installed in " + INSTALLED);
        OwnPostgres server = new OwnPostgres(programs, Files.createTempDirectory("globohub-pg"));
        server.run("chown", "postgres", server.directory.toString());
        server.asPostgres("initdb", "-D", server.data(), "-A", "trust", "-U", "globohub", "-N");
        server.comeUpSomewhere();
        return server;
    }

    private static Path newest() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Comparator.comparing(programs ->
                            Double.valueOf(programs.getParent().getFileName().toString())))
                    .orElse(null);
        }
    }

    /** A port that was free a moment ago may be taken by the time the server asks for it. */
    private void comeUpSomewhere() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            port = RealParts.freePort();
            try {
                comeUp();
                return;
            } catch (IOException e) {
                if (attempt == 5) {
                    FileTrees.delete(directory);
                    throw e;
                }
            }
        }
    }

    /** As after {@link #crash}: the same data at the same port. */
    public void comeUp() throws IOException, InterruptedException {
        asPostgres(
                "pg_ctl",
                "-D",
                data(),
                "-l",
                directory.resolve("log").toString(),
                "-w",
                "-o",
                "-p " + port + " -h 127.0.0.1 -k " + directory,
                "start");
    }

    /** Ends it without a goodbye. */
    public void crash() throws IOException, InterruptedException {
        asPostgres("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    @Override
    public String newDatabase(String name) throws IOException, InterruptedException {
        asPostgres("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "globohub", name);
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=globohub";
    }

    /** initdb and the server refuse to run as root. */
    private void asPostgres(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("globohub-pg", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed: " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            crash();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileTrees.delete(directory);
    }
}
