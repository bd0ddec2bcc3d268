package io.globohub.controller.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Settings;
import io.globohub.common.manifest.SettingsPatch;
import io.globohub.common.pack.PackDescriptor;
import io.globohub.common.pack.PackRejected;
import io.globohub.controller.cli.outcome.CommandFailed;
import io.globohub.controller.cli.shell.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How the app is to run, laid over what its pack says: a file of settings first, single options over it. */
final class SettingsOptions {
    private static final Pattern HAS_PORT = Pattern.compile("\\d+|.*:\\d+");

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (the pack's, or 8000).")
    Integer port;

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            split = ",",
            description = "Address to listen on, HOST or HOST:PORT; several with commas or repeated.")
    List<String> bind = new ArrayList<>();

    @Option(names = "--workers", paramLabel = "N", description = "gunicorn workers.")
    Integer workers;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "Variable of the app; repeatable. Secrets belong into a file (--settings).")
    Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--settings", paramLabel = "FILE", description = "YAML with any settings, as in pack.yaml.")
    Path file;

    /** The settings, or null when none was given. */
    SettingsPatch patch(Shell shell) {
        ObjectNode fields = (ObjectNode) Json.toTree(file == null ? SettingsPatch.NONE : read(shell));
        List<String> addresses = addresses();
        if (!addresses.isEmpty()) {
            addresses.forEach(fields.putArray("bind")::add);
        }
        if (workers != null) {
            fields.put("workers", workers);
        }
        if (!env.isEmpty()) {
            ObjectNode variables = fields.withObjectProperty("env");
            env.forEach(variables::put);
        }
        try {
            SettingsPatch patch = Json.convertStrict(fields, SettingsPatch.class);
            patch.applyTo(Settings.DEFAULT);
            return fields.isEmpty() ? null : patch;
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "Correct the option that is named.");
        }
    }

    private List<String> addresses() {
        try {
            if (bind.isEmpty()) {
                return port == null ? List.of() : List.of(new BindAddress("0.0.0.0", port).toString());
            }
            List<String> addresses = new ArrayList<>();
            for (String text : bind) {
                boolean complete = HAS_PORT.matcher(text.strip()).matches();
                if (complete && port != null) {
                    throw CommandFailed.usage(
                            "--port " + port + " and --bind " + text + " both give a port", "Give it in one place.");
                }
                BindAddress parsed = BindAddress.parse(text);
                addresses.add((port == null ? parsed : new BindAddress(parsed.host(), port)).toString());
            }
            return addresses;
        } catch (IllegalArgumentException e) {
            throw CommandFailed.invalid(e.getMessage(), "Write HOST, HOST:PORT, or [IPV6]:PORT.");
        }
    }

    private SettingsPatch read(Shell shell) {
        String yaml = shell.text(file);
        try {
            // the same short forms as in a pack's own descriptor; app and version play no part here
            return PackDescriptor.parse(yaml, "settings", "0").settings();
        } catch (PackRejected e) {
            String why = e.getMessage().replaceFirst(Pattern.quote(PackDescriptor.FILE), "settings");
            throw CommandFailed.invalid(file + ": " + why, "Write settings as in pack.yaml.");
        }
    }
}
