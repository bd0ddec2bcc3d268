package io.globohub.agent.python;

import io.globohub.agent.config.AgentConfig.PipConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment of the programs run here. Pure. Addresses of indexes may hold passwords, so they travel here and not
 * among the arguments, which every user of a host can read.
 */
final class ChildEnvironment {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Set<String> KEPT = Set.of(
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "no_proxy",
            "ssl_cert_file",
            "ssl_cert_dir",
            "requests_ca_bundle");

    private static final Set<String> PROXIES = Set.of("http_proxy", "https_proxy", "all_proxy");

    private ChildEnvironment() {}

    /** What any child needs: PATH and a language in which it can print every file name. */
    static Map<String, String> plain(Map<String, String> agent) {
        Map<String, String> child = new TreeMap<>();
        child.put("PATH", agent.getOrDefault("PATH", DEFAULT_PATH));
        child.put("LC_ALL", "C.UTF-8");
        return child;
    }

    /**
     * What pip needs: the agent's own proxy and PIP_ variables, over them what is configured.
     *
     * @param scratch where it has its home and its temporary files, on the filesystem of the environments
     */
    static Map<String, String> ofPip(Map<String, String> agent, PipConfig config, Path scratch) {
        Map<String, String> child = plain(agent);
        agent.forEach((name, value) -> {
            if (name.startsWith("PIP_") || KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                child.put(name, value);
            }
        });
        child.put("HOME", scratch.toString());
        child.put("TMPDIR", scratch.toString());
        child.put("PIP_ROOT_USER_ACTION", "ignore");
        put(child, "PIP_INDEX_URL", config.indexUrl());
        put(child, "PIP_EXTRA_INDEX_URL", String.join(" ", config.extraIndexUrls()));
        // what comes through the environment outweighs pip's own settings inside pip: it has to go where we have said
        // other
        if (config.proxy() != null) {
            child.keySet().removeIf(name -> PROXIES.contains(name.toLowerCase(Locale.ROOT)));
        }
        if (config.caFile() != null) {
            child.keySet().removeIf(name -> name.equalsIgnoreCase("requests_ca_bundle"));
        }
        put(child, "PIP_PROXY", config.proxy());
        put(child, "PIP_CERT", config.caFile() == null ? null : config.caFile().toString());
        put(child, "PIP_FIND_LINKS", String.join(" ", config.findLinks()));
        put(child, "PIP_NO_INDEX", config.noIndex() ? "1" : null);
        return child;
    }

    private static void put(Map<String, String> child, String name, String value) {
        if (value != null && !value.isBlank()) {
            child.put(name, value);
        }
    }
}
