package io.globohub.controller.cli.command;

import io.globohub.common.service.ServiceNotice;
import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.Interrupts;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code globohub serve}: the controller itself, until it is told to stop. The only verb that knows the server. */
@Command(name = "serve", description = "Runs the controller until it is told to stop (Ctrl-C, TERM).")
public final class Serve implements Verb {
    private final Shell shell;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Database, packs and the first admin token (default $GLOBOHUB_DATA or"
                    + " $XDG_DATA_HOME/globohub).")
    Path data;

    @Option(
            names = "--host",
            paramLabel = "ADDR",
            defaultValue = ControllerConfig.DEFAULT_HOST,
            description = "Address to listen on (default ${DEFAULT-VALUE}).")
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + ControllerConfig.DEFAULT_PORT,
            description = "Port to listen on, 0 for a free one (default ${DEFAULT-VALUE}).")
    int port;

    @Option(names = "--checkin-seconds", paramLabel = "N", description = "How often agents are asked to check in (10).")
    Integer checkinSeconds;

    @Option(
            names = "--allow-plain-http",
            description = "Listen without encryption where others can reach it: tokens can be read on the way.")
    boolean allowPlainHttp;

    @Mixin
    final DatabaseOption database = new DatabaseOption();

    public Serve(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws InterruptedException {
        refuseToLeakTokens();
        ControllerConfig config = config();
        boolean first = !Files.exists(config.adminTokenFile());
        Controller controller = started(config);
        CountDownLatch stopped = new CountDownLatch(1);
        ServiceNotice notice = ServiceNotice.from(shell.outside().environment());
        Interrupts.Registration stopping = shell.outside().interrupts().onInterrupt(() -> {
            notice.stopping();
            controller.close();
            stopped.countDown();
        });
        String shownHost = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        shell.outside().out().println("controller listens on http://" + shownHost + ":" + controller.port());
        if (first && Files.exists(config.adminTokenFile())) {
            shell.say("the admin token is in " + config.adminTokenFile() + "; log in with: globohub login http://"
                    + shownHost + ":" + controller.port() + " --token-file " + config.adminTokenFile());
        }
        notice.ready("listening on port " + controller.port());
        stopped.await();
        stopping.withdraw();
        return ExitCode.OK;
    }

    private void refuseToLeakTokens() {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress() && !allowPlainHttp) {
                throw new CommandFailed(
                        ExitCode.BAD_CONFIG,
                        "plain_http_refused",
                        "others can reach " + host + ", and this controller speaks plain HTTP: tokens could be read on"
                                + " the way",
                        "Put a TLS proxy before it and listen on 127.0.0.1, or accept that with --allow-plain-http.");
            }
        } catch (UnknownHostException e) {
            throw CommandFailed.invalid(host + " is no address of this machine", "Give one, such as 127.0.0.1.");
        }
    }

    private ControllerConfig config() {
        try {
            ControllerConfig config =
                    ControllerConfig.in(dataDirectory()).listeningOn(host, port).storedIn(database.url(shell));
            return checkinSeconds == null ? config : config.withCheckinSeconds(checkinSeconds);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "Correct the option that is named.");
        }
    }

    private Path dataDirectory() {
        if (data != null) {
            return shell.path(data);
        }
        String given = shell.outside().variable("GLOBOHUB_DATA");
        if (given != null) {
            return shell.path(Path.of(given));
        }
        String base = shell.outside().variable("XDG_DATA_HOME");
        Path share = base == null ? shell.outside().home().resolve(".local/share") : Path.of(base);
        return share.resolve("globohub");
    }

    private Controller started(ControllerConfig config) {
        try {
            return Controller.start(config, shell.clock());
        } catch (IOException | RuntimeException e) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "not_started",
                    "the controller cannot start: " + deepest(e),
                    "See that port " + port + " is free and that " + config.dataDir() + " is yours and has space.",
                    List.of(),
                    null,
                    e);
        }
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
