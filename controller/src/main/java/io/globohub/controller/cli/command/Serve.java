package io.globohub.controller.cli.command;

import io.globohub.common.service.ServiceNotice;
import io.globohub.common.service.SignOfLife;
import io.globohub.controller.CannotStart;
import io.globohub.controller.Controller;
import io.globohub.controller.ControllerConfig;
import io.globohub.controller.Limits;
import io.globohub.controller.PackPlace;
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

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM certificate with its chain: speaks TLS. Read anew when it changes.")
    Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM, unencrypted PKCS#8.")
    Path key;

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description = "PEM authorities of client certificates: one that is shown must be theirs.")
    Path clientAuthorities;

    @Option(names = "--require-client-cert", description = "With --client-ca: turns away who shows none.")
    boolean clientsNeedOne;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDR",
            split = ",",
            description = "Address of a proxy whose X-Forwarded-For is believed.")
    List<String> proxies = List.of();

    @Option(
            names = "--webhooks-to-loopback",
            description = "Let webhooks also call addresses of this machine and its link.")
    boolean webhooksToLoopback;

    @Mixin
    final LimitOptions limits = new LimitOptions();

    @Mixin
    final DatabaseOption database = new DatabaseOption();

    @Mixin
    final PackPlaceOptions packs = new PackPlaceOptions();

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
        String url = (certificate == null ? "http://" : "https://") + shownHost + ":" + controller.port();
        shell.outside().out().println("controller listens on " + url);
        if (first && Files.exists(config.adminTokenFile())) {
            shell.say("the admin token is in " + config.adminTokenFile() + "; log in with: globohub login " + url
                    + " --token-file " + config.adminTokenFile());
        }
        SignOfLife sign =
                SignOfLife.start(notice, controller::isAlive, shell.outside().sleeper());
        notice.ready("listening on port " + controller.port());
        stopped.await();
        sign.end();
        stopping.withdraw();
        return ExitCode.OK;
    }

    private void refuseToLeakTokens() {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress() && certificate == null && !allowPlainHttp) {
                throw new CommandFailed(
                        ExitCode.BAD_CONFIG,
                        "plain_http_refused",
                        "others can reach " + host + ", and this controller speaks plain HTTP: tokens could be read on"
                                + " the way",
                        "Give --tls-cert and --tls-key, or put a TLS proxy before it and listen on 127.0.0.1, or accept"
                                + " that with --allow-plain-http.");
            }
        } catch (UnknownHostException e) {
            throw CommandFailed.invalid(host + " is no address of this machine", "Give one, such as 127.0.0.1.");
        }
    }

    private ControllerConfig config() {
        try {
            PackPlace place = PackPlace.named(packs.place, packs.credentials(shell), packs.authorities(shell));
            ControllerConfig config = ControllerConfig.in(DataDirectoryOption.resolve(data, shell))
                    .listeningOn(host, port)
                    .storedIn(database.url(shell))
                    .keepingPacks(place)
                    .behindProxies(proxies);
            if (certificate != null || key != null || clientAuthorities != null || clientsNeedOne) {
                config = config.withTls(path(certificate), path(key), path(clientAuthorities), clientsNeedOne);
            }
            config = config.limitedTo(new Limits(
                    limits.token,
                    limits.host,
                    limits.anonymous,
                    limits.failedLogins,
                    limits.connections,
                    limits.perAddress));
            return checkinSeconds == null ? config : config.withCheckinSeconds(checkinSeconds);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "Correct the option that is named.");
        }
    }

    private Path path(Path given) {
        return given == null ? null : shell.path(given);
    }

    private Controller started(ControllerConfig config) {
        try {
            return Controller.start(config, webhooksToLoopback, shell.clock());
        } catch (CannotStart e) {
            throw CommandFailed.because(ExitCode.FAILED, e.reason(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "not_started",
                    "the controller cannot start: " + deepest(e),
                    "See that port " + port + " is free, that " + config.dataDir()
                            + " is yours and has space, and that the certificate can be read.",
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
