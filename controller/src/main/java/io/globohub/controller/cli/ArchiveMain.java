package io.globohub.controller.cli;

import com.sun.net.httpserver.HttpServer;
import io.globohub.common.build.Build;
import io.globohub.common.json.Json;
import io.globohub.common.protocol.Paths;
import io.globohub.common.time.Sleeper;
import io.globohub.controller.cli.context.Context;
import io.globohub.controller.cli.context.ContextFile;
import io.globohub.controller.cli.context.Contexts;
import io.globohub.controller.cli.shell.Outside;
import io.globohub.controller.cli.shell.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Uses what daily commands use, so that the JVM can list the classes for its archive (JEP 310): commands run against a stand-in for the controller on the loopback
 * address, and what they say goes nowhere. The start script and the packages run this once.
 */
public final class ArchiveMain {
    private static final Map<String, String> ANSWERS = Map.of(
            Paths.FLEET, "{\"hosts\":1,\"freshness\":{\"fresh\":1},\"versions\":[],\"drift\":{},\"rollouts\":[]}",
            Paths.HOSTS,
                    "{\"items\":[{\"id\":\"h_1\",\"name\":\"web\",\"state\":\"active\",\"freshness\":\"fresh\","
                            + "\"last_seen_at\":\"2026-01-01T00:00:00Z\",\"labels\":{\"role\":\"web\"},\"generation\":1,"
                            + "\"observed_generation\":1,\"apps\":[{\"app\":\"a\",\"goal\":\"running\","
                            + "\"desired\":\"a:1:aaaaaaaaaaaa\",\"desired_version\":\"1\",\"phase\":\"serving\","
                            + "\"restarts\":0,\"data_loss_events\":0,\"drift\":[]}]}]}",
            Paths.ROLLOUTS, "{\"items\":[]}",
            Paths.EVENTS, "{\"items\":[]}");
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("version"),
            List.of("status"),
            List.of("status", "-o", "json"),
            List.of("hosts", "list"),
            List.of("hosts", "show", "absent"),
            List.of("rollout", "list"),
            List.of("history"));

    private ArchiveMain() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = ANSWERS.get(exchange.getRequestURI().getPath());
            byte[] body = (answer == null ? Json.write(Map.of("code", "not_found")) : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        GlobohubMain.process();
        // people log in once and are known by a file from then on: its reading belongs to every command
        Path home = Files.createTempDirectory("globohub-archive");
        Outside outside = nowhere(home);
        ContextFile contexts = new ContextFile(outside.configFile());
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            contexts.write(Contexts.NONE.with("archive", new Context(url, "none", null)));
            for (List<String> command : COMMANDS) {
                String[] line = command.toArray(new String[0]);
                CommandTree.build(outside, line).execute(line);
            }
        } finally {
            server.stop(0);
            Files.deleteIfExists(contexts.path());
            Files.deleteIfExists(contexts.path().getParent());
            Files.deleteIfExists(contexts.path().getParent().getParent());
            Files.deleteIfExists(home);
        }
    }

    private static Outside nowhere(Path home) {
        PrintStream silence = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Outside(
                Map.of("CLICOLOR_FORCE", "1"),
                Path.of("").toAbsolutePath(),
                home,
                silence,
                silence,
                InputStream.nullInputStream(),
                new Terminal(true, true, true, 80),
                prompt -> Optional.empty(),
                action -> () -> {},
                Clock.systemUTC(),
                Sleeper.real(),
                new Build("archive", null, null));
    }
}
