package io.globohub.controller.cli.command;

import io.globohub.common.protocol.Paths;
import io.globohub.common.protocol.TokenView;
import io.globohub.common.protocol.VersionView;
import io.globohub.controller.cli.client.Answer;
import io.globohub.controller.cli.client.Api;
import io.globohub.controller.cli.client.Call;
import io.globohub.controller.cli.client.ControllerClient;
import io.globohub.controller.cli.client.Endpoint;
import io.globohub.controller.cli.command.Doctor.Finding;
import io.globohub.controller.cli.context.ContextFile;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.output.Humane;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at everything between this command and its controller, in order, as far as it gets. */
final class Checkup {
    private static final int API_VERSION = 1;
    private static final Duration SKEW_ALLOWED = Duration.ofSeconds(5);

    private final Shell shell;
    private final ServerOptions server;
    private final List<Finding> findings = new ArrayList<>();

    Checkup(Shell shell, ServerOptions server) {
        this.shell = shell;
        this.server = server;
    }

    List<Finding> findings() {
        try {
            configuration();
            Endpoint endpoint = shell.endpoint(server);
            findings.add(Finding.good("controller", endpoint.url().toString()));
            if (name(endpoint)) {
                ControllerClient client = shell.api(server).client();
                if (connection(client)) {
                    version(new Api(client));
                    token(new Api(client), endpoint);
                }
            }
        } catch (CommandFailed failed) {
            findings.add(Finding.bad("configuration", failed.getMessage(), failed.remedy()));
        }
        return List.copyOf(findings);
    }

    private void configuration() {
        ContextFile file = shell.contextFile();
        if (!Files.exists(file.path())) {
            return;
        }
        file.read();
        findings.add(
                file.isOpenToOthers()
                        ? Finding.bad(
                                "contexts",
                                file.path() + " holds tokens and is open to others",
                                "chmod 600 " + file.path())
                        : Finding.good("contexts", file.path().toString()));
    }

    private boolean name(Endpoint endpoint) {
        String host = endpoint.url().getHost();
        try {
            InetAddress address = InetAddress.getByName(host);
            findings.add(Finding.good("name", host + " is " + address.getHostAddress()));
            return true;
        } catch (UnknownHostException e) {
            findings.add(Finding.bad("name", "there is no host named " + host, "Check the address and your DNS."));
            return false;
        }
    }

    private boolean connection(ControllerClient client) {
        try {
            Instant asked = shell.now();
            Answer answer = client.send(Call.get(Paths.HEALTHZ));
            Instant answered = shell.now();
            findings.add(Finding.good(
                    "connection",
                    "answered within " + Duration.between(asked, answered).toMillis() + " ms"
                            + (client.endpoint().travelsInTheClear() ? ", not encrypted" : "")));
            clock(answer, answered);
            return true;
        } catch (CommandFailed failed) {
            findings.add(Finding.bad("connection", failed.getMessage(), remedy(failed)));
            return false;
        }
    }

    private void clock(Answer answer, Instant now) {
        if (answer.date() == null) {
            return;
        }
        Duration skew = Duration.between(answer.date(), now).abs();
        findings.add(
                skew.compareTo(SKEW_ALLOWED) > 0
                        ? Finding.bad(
                                "clock",
                                "this machine and the controller differ by " + Humane.duration(skew),
                                "Let both synchronise their clocks (timedatectl).")
                        : Finding.good("clock", "agrees with the controller's"));
    }

    private void version(Api api) {
        try {
            VersionView version = api.version().value();
            String both = "controller " + version.version() + ", this command "
                    + shell.outside().version();
            findings.add(
                    version.apiVersion() == API_VERSION
                            ? Finding.good("version", both)
                            : Finding.bad(
                                    "version",
                                    both + ": the API is version " + version.apiVersion() + ", not " + API_VERSION,
                                    "Install the globohub command of the controller's release."));
        } catch (CommandFailed failed) {
            findings.add(Finding.bad("version", failed.getMessage(), remedy(failed)));
        }
    }

    private void token(Api api, Endpoint endpoint) {
        if (endpoint.token() == null) {
            findings.add(Finding.bad("token", "there is none", "Log in ('globohub login'), or set GLOBOHUB_TOKEN."));
            return;
        }
        try {
            TokenView me = api.whoami().value();
            String until = me.expiresAt() == null ? "" : ", until " + Humane.time(me.expiresAt());
            findings.add(Finding.good("token", me.name() + ", " + Humane.word(me.role()) + until));
        } catch (CommandFailed failed) {
            findings.add(Finding.bad("token", failed.getMessage(), remedy(failed)));
        }
    }

    /** The general advice is to call the doctor; the doctor has to say more. */
    private static String remedy(CommandFailed failed) {
        return failed.remedy() == null || failed.remedy().contains("globohub doctor")
                ? "See that the controller runs there, and that no firewall stands between."
                : failed.remedy();
    }
}
