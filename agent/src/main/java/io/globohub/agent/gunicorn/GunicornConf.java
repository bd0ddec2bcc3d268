package io.globohub.agent.gunicorn;

import io.globohub.agent.release.HostLayout;
import io.globohub.common.json.CanonicalJson;
import io.globohub.common.json.Json;
import io.globohub.common.manifest.BindAddress;
import io.globohub.common.manifest.Manifest;
import io.globohub.common.manifest.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the text of {@code gunicorn.conf.py} for a release. A pure function of manifest and layout, so that what was
 * there before can always be written again. Thread-safe.
 */
public final class GunicornConf {
    private static final String PLACEHOLDER = "@RELEASE@";
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final HostLayout layout;
    private final String template;

    public GunicornConf(HostLayout layout) {
        this.layout = layout;
        try (InputStream in = GunicornConf.class.getResourceAsStream("gunicorn.conf.py")) {
            this.template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the configuration tells gunicorn; its names are those of the template. */
    private record Release(
            String app,
            String version,
            String manifest,
            String role,
            String current,
            String pack,
            String runDir,
            List<List<Object>> bind,
            String socket,
            Map<String, String> env,
            String entryPoint,
            int workers,
            String workerClass,
            int threads,
            int timeout,
            int gracefulTimeout,
            String errorLog,
            String accessLog) {}

    /** For the process that serves: started and re-executed through {@code current}. */
    public String live(Manifest manifest) {
        Path logs = layout.appLogs(manifest.app());
        return fill(release(
                manifest,
                "master",
                layout.current(manifest.app()),
                null,
                manifest.settings().workers(),
                logs.resolve("error.log"),
                logs.resolve("access.log")));
    }

    /** For the trial of a candidate: alone on a private socket, straight from its own directory. */
    public String candidate(Manifest manifest, Path socket, Path log) {
        return fill(release(
                manifest,
                "candidate",
                layout.pack(manifest.app(), manifest.version()),
                socket.toString(),
                1,
                log,
                null));
    }

    private Release release(
            Manifest manifest, String role, Path link, String socket, int workers, Path errorLog, Path accessLog) {
        Settings settings = manifest.settings();
        return new Release(
                manifest.app().value(),
                manifest.version().value(),
                CanonicalJson.idOf(manifest).toString(),
                role,
                link.toString(),
                layout.pack(manifest.app(), manifest.version()).toString(),
                layout.appRun(manifest.app()).toString(),
                settings.bind().stream().map(GunicornConf::pair).toList(),
                socket,
                environment(manifest),
                settings.entryPoint(),
                workers,
                settings.workerClass(),
                settings.threads(),
                settings.requestTimeoutSeconds(),
                settings.gracefulTimeoutSeconds(),
                errorLog.toString(),
                accessLog == null ? null : accessLog.toString());
    }

    private static List<Object> pair(BindAddress address) {
        return List.of(address.host(), address.port());
    }

    /** The release's exact environment: what its settings say, and the little that every program may rely on. */
    private Map<String, String> environment(Manifest manifest) {
        Path pack = layout.pack(manifest.app(), manifest.version());
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", layout.venvLink(pack).resolve("bin") + ":" + SYSTEM_PATH);
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", pack.toString());
        environment.put("VIRTUAL_ENV", layout.venvLink(pack).toString());
        environment.put("GLOBOHUB_APP", manifest.app().value());
        environment.put("GLOBOHUB_VERSION", manifest.version().value());
        environment.putAll(manifest.settings().env());
        return environment;
    }

    private String fill(Release release) {
        return template.replace(PLACEHOLDER, pythonLiteral(Json.write(release)));
    }

    /** {@code text} as a literal of Python source. */
    static String pythonLiteral(String text) {
        StringBuilder literal = new StringBuilder(text.length() + 16).append('\'');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> literal.append("\\\\");
                case '\'' -> literal.append("\\'");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                default -> literal.appendCodePoint(c);
            }
        });
        return literal.append('\'').toString();
    }
}
