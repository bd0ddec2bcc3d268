package io.globohub.controller.api;

import io.globohub.common.protocol.HostSummary;
import io.globohub.common.protocol.PackView;
import io.globohub.common.protocol.Page;
import io.globohub.common.protocol.SearchHit;
import io.globohub.common.state.Reason;
import io.globohub.controller.fleet.FleetIndex;
import io.globohub.controller.records.Records;
import io.globohub.controller.records.Refused;
import io.globohub.controller.records.Rollout;
import io.globohub.controller.records.StoredPack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds things by a part of their name: hosts (also by their labels), apps, versions, rollouts and packages. */
final class SearchApi {
    /** Older rollouts are found through the list of rollouts. */
    private static final int ROLLOUTS = 500;

    private final Records records;
    private final FleetIndex fleet;

    SearchApi(Records records, FleetIndex fleet) {
        this.records = records;
        this.fleet = fleet;
    }

    /** So many of each kind at most, in the order hosts, apps, versions, rollouts, packages. */
    void find(Call call) {
        String text = call.query().text("q");
        if (text == null || text.isBlank()) {
            throw new Refused(Reason.BAD_REQUEST, "parameter 'q' says what to look for");
        }
        int limit = call.query().integer("limit", 20, 1, 100);
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<SearchHit> hits = new ArrayList<>();
        hosts(wanted).limit(limit).forEach(hits::add);
        packs(wanted, limit).forEach(hits::add);
        rollouts(wanted).limit(limit).forEach(hits::add);
        packages(wanted).limit(limit).forEach(hits::add);
        call.answer(new Page<>(hits, null, null));
    }

    private Stream<SearchHit> hosts(String wanted) {
        return fleet.all().stream()
                .filter(host -> has(wanted, host.name(), host.id(), labels(host)))
                .map(host -> new SearchHit("host", host.id(), host.name(), labels(host)));
    }

    private static String labels(HostSummary host) {
        return host.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private List<SearchHit> packs(String wanted, int limit) {
        List<PackView> packs = records.read(session -> session.catalogue().packs()).stream()
                .map(StoredPack::view)
                .toList();
        Stream<SearchHit> apps = packs.stream()
                .map(pack -> pack.app().value())
                .distinct()
                .filter(app -> has(wanted, app))
                .map(app -> new SearchHit("app", app, app, null));
        Stream<SearchHit> versions = packs.stream()
                .filter(pack -> has(
                        wanted,
                        pack.app() + " " + pack.version(),
                        pack.pack().sha256().hex()))
                .map(pack -> new SearchHit(
                        "version",
                        pack.pack().sha256().hex(),
                        pack.app() + " " + pack.version(),
                        "pushed by " + pack.pushedBy()));
        return Stream.concat(apps.limit(limit), versions.limit(limit)).toList();
    }

    private Stream<SearchHit> rollouts(String wanted) {
        List<Rollout> newest = records.read(session -> session.rollouts().newest(null, null, null, ROLLOUTS));
        return newest.stream()
                .filter(rollout -> has(wanted, rollout.id(), title(rollout), rollout.comment(), rollout.createdBy()))
                .map(rollout -> new SearchHit(
                        "rollout",
                        rollout.id(),
                        title(rollout),
                        rollout.progress().status().name().toLowerCase(Locale.ROOT) + ", by " + rollout.createdBy()));
    }

    private static String title(Rollout rollout) {
        return rollout.app() + " "
                + (rollout.version() == null
                        ? rollout.goal().name().toLowerCase(Locale.ROOT)
                        : rollout.version().value());
    }

    private Stream<SearchHit> packages(String wanted) {
        Map<String, Integer> hosts = fleet.packages(null, null, true).stream()
                .filter(use -> has(wanted, use.name() + " " + use.version()))
                .collect(Collectors.toMap(
                        use -> use.name() + " " + use.version(),
                        use -> use.hosts(),
                        Integer::sum,
                        java.util.TreeMap::new));
        return hosts.entrySet().stream()
                .map(found ->
                        new SearchHit("package", found.getKey(), found.getKey(), "on " + found.getValue() + " hosts"));
    }

    private static boolean has(String wanted, String... texts) {
        return Stream.of(texts)
                .anyMatch(text -> text != null && text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
