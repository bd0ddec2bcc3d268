package io.globohub.controller.cli.command;

import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.controller.cli.client.Answer;
import io.globohub.controller.cli.client.Call;
import io.globohub.controller.cli.client.ControllerClient;
import io.globohub.controller.cli.client.Endpoint;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.outcome.ExitCode;
import io.globohub.controller.cli.shell.ServerOptions;
import io.globohub.controller.cli.shell.Shell;
import io.globohub.controller.cli.shell.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code globohub api}: any call of the HTTP interface, or the curl command that would make it. */
@Command(name = "api", description = "Sends any call and prints the answer's body; --curl prints the command instead.")
public final class ApiCall implements Verb {
    private final Shell shell;

    @Mixin
    final ServerOptions server = new ServerOptions();

    @Option(names = "--curl", description = "Print the curl command; the token is left as a variable.")
    boolean curl;

    @Option(names = "--body", paramLabel = "FILE", description = "JSON to send; '-' is standard input.")
    String bodyFile;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "Header to send; repeatable.")
    Map<String, String> headers = new LinkedHashMap<>();

    @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST, PATCH or DELETE.")
    String method;

    @Parameters(index = "1", paramLabel = "PATH", description = "Such as /v1/hosts?freshness=lost.")
    String path;

    public ApiCall(Shell shell) {
        this.shell = shell;
    }

    @Override
    public ExitCode run() throws IOException {
        if (!path.startsWith("/")) {
            throw CommandFailed.usage("'" + path + "' is not a path", "Write it as in the API, such as /v1/hosts.");
        }
        if (!method.matches("[A-Za-z]{3,10}")) {
            throw CommandFailed.usage("'" + method + "' is not an HTTP method", "Write GET, POST, PATCH or DELETE.");
        }
        Call call = new Call(method.toUpperCase(Locale.ROOT), path, Map.copyOf(headers), curl ? null : body());
        if (curl) {
            shell.outside().out().println(asCurl(call));
            return ExitCode.OK;
        }
        ControllerClient client = shell.api(server).client();
        Answer answer = client.send(call);
        if (!answer.body().isEmpty()) {
            shell.outside().out().println(pretty(answer.body()));
        }
        return ExitCode.OK;
    }

    private String body() throws IOException {
        if (bodyFile == null) {
            return null;
        }
        if (bodyFile.equals("-")) {
            return new String(shell.outside().in().readAllBytes(), StandardCharsets.UTF_8);
        }
        return shell.text(Path.of(bodyFile));
    }

    /** JSON for people; anything else, such as metrics, as it is. */
    private static String pretty(String body) {
        try {
            return Json.writePretty(Json.tree(body));
        } catch (MalformedJson other) {
            return body.stripTrailing();
        }
    }

    private String asCurl(Call call) {
        Endpoint endpoint = shell.endpoint(server);
        StringBuilder command = new StringBuilder("curl -sS --fail-with-body");
        if (!call.method().equals("GET")) {
            command.append(" -X ").append(call.method());
        }
        command.append(" -H \"Authorization: Bearer $GLOBOHUB_TOKEN\"");
        command.append(call.headers().entrySet().stream()
                .map(header -> " -H " + quoted(header.getKey() + ": " + header.getValue()))
                .collect(Collectors.joining()));
        if (bodyFile != null) {
            command.append(" -H 'Content-Type: application/json' --data-binary ")
                    .append(quoted("@" + bodyFile));
        }
        if (endpoint.caFile() != null) {
            command.append(" --cacert ").append(quoted(endpoint.caFile().toString()));
        }
        return command.append(' ').append(quoted(endpoint.url() + call.path())).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
