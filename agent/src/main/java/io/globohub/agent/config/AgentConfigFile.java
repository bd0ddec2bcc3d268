package io.globohub.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.globohub.agent.config.AgentConfig.PipConfig;
import io.globohub.agent.config.AgentConfig.Upgrade;
import io.globohub.agent.config.AgentConfig.Upkeep;
import io.globohub.agent.gunicorn.LogLimits;
import io.globohub.agent.release.HostLayout;
import io.globohub.common.json.Json;
import io.globohub.common.json.MalformedJson;
import io.globohub.common.keys.ClientCertificate;
import io.globohub.common.keys.TrustedKeys;
import io.globohub.common.manifest.BindAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code agent.yaml}. The commented example with every key is {@code packaging/etc/agent.yaml}.
 *
 * <p>Relative paths in the file start at the file's own directory. All methods throw {@link InvalidConfig} with every
 * error at once.
 */
public final class AgentConfigFile {
    /** Environment variable that names another file than the default. */
    public static final String PATH_VARIABLE = "GLOBOHUB_AGENT_CONFIG";

    public static final Path DEFAULT_PATH = Path.of("/etc/globohub/agent.yaml");
    public static final int DEFAULT_CHECKIN_SECONDS = 10;

    /** The four roots when nothing is said about them. */
    public static final HostLayout DEFAULT_LAYOUT = new HostLayout(
            Path.of("/opt/globoHUB"),
            Path.of("/var/lib/globohub-agent"),
            Path.of("/var/log/globohub"),
            Path.of("/run/globohub"));

    /** What the agent and the unit that installs its packages share. */
    public static final Path DEFAULT_UPGRADE_DIRECTORY = Path.of("/var/lib/globohub-upgrade");

    private static final int ONE_WEEK_SECONDS = 7 * 24 * 3600;
    private static final int ED25519_KEY_BYTES = 32;
    private static final long MEGABYTE = 1024 * 1024;

    private AgentConfigFile() {}

    /** The file to read: the one given, else the environment's, else the default. */
    public static Path locate(Path given, Map<String, String> environment) {
        String named = environment.get(PATH_VARIABLE);
        Path path = given != null ? given : named != null && !named.isBlank() ? Path.of(named) : DEFAULT_PATH;
        return path.toAbsolutePath().normalize();
    }

    /** The whole configuration, which must name a controller. */
    public static AgentConfig load(Path file) {
        return read(file, true);
    }

    /** The same before enrolment, when the file may not name a controller yet. */
    public static AgentConfig loadBeforeEnrolment(Path file) {
        return read(file, false);
    }

    /** The four roots when all are under one directory, so that an ordinary user can run the whole system there. */
    public static HostLayout layoutUnder(Path root) {
        return new HostLayout(
                root.resolve("globoHUB"), root.resolve("state"), root.resolve("log"), root.resolve("run"));
    }

    private static AgentConfig read(Path file, boolean controllersNeeded) {
        Path absolute = file.toAbsolutePath().normalize();
        List<String> errors = new ArrayList<>();
        JsonNode tree = tree(absolute);
        if (!tree.isObject()) {
            throw new InvalidConfig(absolute, List.of("must be a mapping such as 'controllers: https://…'"));
        }
        ConfigSection top = new ConfigSection(tree, "", errors);
        Path base = absolute.getParent();
        List<URI> controllers = controllers(top, controllersNeeded);
        Path caFile = path(top, "ca_file", base, null);
        HostLayout layout = layout(top, base);
        Map<String, String> labels = top.pairs("labels");
        labels.forEach(
                (key, value) -> Labels.fault(key, value).ifPresent(sentence -> top.wrong("labels." + key, sentence)));
        AgentConfig config = new AgentConfig(
                layout,
                controllers,
                caFile,
                labels,
                top.text("python", "python3"),
                pip(top.section("pip"), base),
                top.number("checkin_seconds", DEFAULT_CHECKIN_SECONDS, 1, 3600),
                upkeep(top),
                keys(top, "trusted_keys"),
                upgrade(top, base),
                clientCertificate(top, base),
                logs(top.section("app_logs")),
                metricsListen(top),
                redact(top));
        mustExist(top, "ca_file", caFile);
        top.refuseOthers();
        if (!errors.isEmpty()) {
            throw new InvalidConfig(absolute, errors);
        }
        return config;
    }

    private static JsonNode tree(Path file) {
        try {
            return Json.yamlTree(file);
        } catch (NoSuchFileException missing) {
            throw new InvalidConfig(
                    file,
                    List.of("there is no such file: 'globohub-agent enroll' writes one, or name another with --config"
                            + " or " + PATH_VARIABLE));
        } catch (MalformedJson malformed) {
            throw new InvalidConfig(file, List.of("not readable as YAML: " + malformed.getMessage()));
        } catch (IOException e) {
            throw new InvalidConfig(file, List.of("cannot be read: " + e));
        }
    }

    private static List<URI> controllers(ConfigSection top, boolean needed) {
        List<URI> controllers = new ArrayList<>();
        for (String text : top.texts("controllers")) {
            try {
                controllers.add(ControllerAddress.parse(text));
            } catch (IllegalArgumentException e) {
                top.wrong("controllers", e.getMessage());
            }
        }
        if (needed && !top.has("controllers")) {
            top.wrong("controllers", "is missing: say where the controller is, such as https://controller:7070");
        }
        return controllers;
    }

    private static HostLayout layout(ConfigSection top, Path base) {
        Path root = path(top, "root", base, null);
        HostLayout usual = root == null ? DEFAULT_LAYOUT : layoutUnder(root);
        return new HostLayout(
                path(top, "install_dir", base, usual.install()),
                path(top, "state_dir", base, usual.state()),
                path(top, "log_dir", base, usual.logs()),
                path(top, "run_dir", base, usual.run()));
    }

    private static PipConfig pip(ConfigSection pip, Path base) {
        Path caFile = path(pip, "ca_file", base, null);
        PipConfig config = new PipConfig(
                pip.text("index_url", null),
                pip.texts("extra_index_urls"),
                pip.text("proxy", null),
                caFile,
                pip.texts("find_links"),
                pip.flag("no_index", false));
        mustExist(pip, "ca_file", caFile);
        pip.refuseOthers();
        return config;
    }

    private static Upkeep upkeep(ConfigSection top) {
        return new Upkeep(
                top.number("scrub_seconds", Upkeep.DEFAULT.scrubSeconds(), 0, ONE_WEEK_SECONDS),
                top.number("prune_after_days", Upkeep.DEFAULT.pruneAfterDays(), 0, 3650),
                top.ratio("min_free_ratio", Upkeep.DEFAULT.minFreeRatio()),
                top.bytes("min_free_bytes", Upkeep.DEFAULT.minFreeBytes()));
    }

    private static LogLimits logs(ConfigSection logs) {
        int megabytes = (int) (LogLimits.DEFAULT.maxBytes() / MEGABYTE);
        LogLimits limits = new LogLimits(
                logs.number("max_megabytes", megabytes, 1, 100_000) * MEGABYTE,
                logs.number("keep", LogLimits.DEFAULT.keep(), 1, 1000));
        logs.refuseOthers();
        return limits;
    }

    private static List<Pattern> redact(ConfigSection top) {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : top.texts("redact")) {
            try {
                patterns.add(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                top.wrong("redact", "holds '" + text + "', which is no regular expression: " + e.getDescription());
            }
        }
        return patterns;
    }

    private static ClientCertificate clientCertificate(ConfigSection top, Path base) {
        Path certificate = path(top, "client_certificate", base, null);
        Path key = path(top, "client_key", base, null);
        mustExist(top, "client_certificate", certificate);
        mustExist(top, "client_key", key);
        try {
            return ClientCertificate.of(certificate, key);
        } catch (IllegalArgumentException e) {
            top.wrong("client_certificate", "stands alone: " + e.getMessage());
            return null;
        }
    }

    private static BindAddress metricsListen(ConfigSection top) {
        String text = top.text("metrics_listen", null);
        try {
            return text == null ? null : BindAddress.parse(text);
        } catch (IllegalArgumentException e) {
            top.wrong("metrics_listen", "must be an address such as 127.0.0.1:7071: " + e.getMessage());
            return null;
        }
    }

    private static Upgrade upgrade(ConfigSection top, Path base) {
        Path root = path(top, "root", base, null);
        Path usual = root == null ? DEFAULT_UPGRADE_DIRECTORY : root.resolve("upgrade");
        return new Upgrade(new TrustedKeys(keys(top, "trusted_agent_keys")), path(top, "upgrade_dir", base, usual));
    }

    private static List<String> keys(ConfigSection top, String name) {
        List<String> keys = top.texts(name);
        for (String key : keys) {
            if (!isKey(key)) {
                top.wrong(name, "holds '" + key + "', which is not base64 of the 32 bytes of a public key");
            }
        }
        return keys;
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == ED25519_KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static Path path(ConfigSection section, String key, Path base, Path byDefault) {
        String text = section.text(key, null);
        return text == null ? byDefault : base.resolve(text).normalize();
    }

    private static void mustExist(ConfigSection section, String key, Path file) {
        if (file != null && !Files.isReadable(file)) {
            section.wrong(key, "names " + file + ", which is not a readable file");
        }
    }
}
