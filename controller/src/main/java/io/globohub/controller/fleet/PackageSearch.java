package io.globohub.controller.fleet;

import io.globohub.common.manifest.ManifestId;
import io.globohub.common.protocol.PackageUse;
import io.globohub.common.state.AppObservation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Which hosts serve which packages: what the running processes can import, by their own word. Pure. */
public final class PackageSearch {
    private PackageSearch() {}

    /** The name as Python's index compares it (PEP 503): {@code Zope.Interface} is {@code zope-interface}. */
    static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    /**
     * Every package that a host serves, one line for each host and app, in a fixed order.
     *
     * @param name of the package, however written; null for all
     * @param versions null for all
     */
    static List<PackageUse> places(Collection<IndexedHost> hosts, String name, VersionConstraint versions) {
        Predicate<String> named = name == null ? any -> true : normal(name)::equals;
        List<PackageUse> uses = new ArrayList<>();
        for (IndexedHost host : hosts) {
            if (host.seen() != null) {
                for (AppObservation app : host.seen().observation().apps()) {
                    packages(app).forEach((each, version) -> {
                        if (named.test(normal(each)) && (versions == null || versions.accepts(version))) {
                            uses.add(use(host, app, each, version));
                        }
                    });
                }
            }
        }
        uses.sort(order());
        return uses;
    }

    /** By name, then version; a version is read once, however many hosts have it. */
    private static Comparator<PackageUse> order() {
        Map<String, PythonVersion> read = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        return Comparator.comparing((PackageUse use) -> names.computeIfAbsent(use.name(), PackageSearch::normal))
                .thenComparing(use -> read.computeIfAbsent(use.version(), PythonVersion::of))
                .thenComparing(PackageUse::version)
                .thenComparing(use -> use.host() == null ? "" : use.host())
                .thenComparing(use -> use.app().value())
                .thenComparing(use -> String.valueOf(use.appVersion()));
    }

    private static Map<String, String> packages(AppObservation app) {
        boolean served = app.running() != null
                && app.environment() != null
                && app.environment().packages() != null;
        return served ? app.environment().packages() : Map.of();
    }

    private static PackageUse use(IndexedHost host, AppObservation app, String name, String version) {
        ManifestId running = app.running().manifestId();
        return new PackageUse(
                name,
                version,
                app.app(),
                running == null ? null : running.version(),
                host.record().id(),
                host.record().name(),
                1);
    }

    /** The same, one line for each version of a package and of an app, with the number of hosts. */
    static List<PackageUse> grouped(List<PackageUse> places) {
        Map<PackageUse, Integer> hosts = new TreeMap<>(order());
        places.forEach(use -> hosts.merge(
                new PackageUse(use.name(), use.version(), use.app(), use.appVersion(), null, null, 0),
                1,
                Integer::sum));
        List<PackageUse> uses = new ArrayList<>();
        hosts.forEach((use, count) ->
                uses.add(new PackageUse(use.name(), use.version(), use.app(), use.appVersion(), null, null, count)));
        return uses;
    }
}
